/** Which session lives on when an account's security version is raised. */
import type { Account } from './account';

/** The session that raised the version itself. */
export interface KeptSession {
  readonly sid: string;
  /**
   * The lowest version of the session with which it is kept. A session of a lower one was over when it asked: something else had
   * raised the version before, and must not be undone.
   */
  readonly fromVersion: number;
}

/** What a session has to be to live on when it raises the version of its account. */
export function keepSession({ kept, securityVersion }: Account, sid: string): KeptSession {
  // its own change before this one may not have reached it yet
  return kept?.sid === sid ? kept : { sid, fromVersion: securityVersion };
}
