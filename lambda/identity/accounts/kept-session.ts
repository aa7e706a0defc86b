/** Selects the session that stays valid when an account's security version is raised. */
import type { Account, KeptSession } from './account';

/** Returns which session stays valid when this session raises the version of its account. */
export function keepSession({ kept, securityVersion }: Account, sid: string): KeptSession {
  // this session's previous change may not have updated the session itself yet
  return kept?.sid === sid ? kept : { sid, fromVersion: securityVersion };
}
