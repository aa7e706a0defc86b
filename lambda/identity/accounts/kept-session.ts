/** Which session lives on when an account's security version is raised. */
import type { Account, KeptSession } from './account';

/** What a session has to be to live on when it raises the version of its account. */
export function keepSession({ kept, securityVersion }: Account, sid: string): KeptSession {
  // its own change before this one may not have reached it yet
  return kept?.sid === sid ? kept : { sid, fromVersion: securityVersion };
}
