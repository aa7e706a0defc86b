/** Keeps the sessions of one user bounded: with one too many, the oldest ends. */

import type { Account } from '../accounts/account';
import type { Accounts } from '../accounts/accounts';
import type { TokenSettings } from '../tokens/access-token';
import { findSessionEnd } from './find-session-end';
import type { Sessions } from './sessions';

/** What the bound needs. */
export interface SessionLimitDependencies {
  readonly accounts: Pick<Accounts, 'correctSessionCount'>;
  readonly sessions: Pick<Sessions, 'list' | 'delete'>;
  readonly maxSessionsPerUser: number;
  /** Sessions that began earlier are over, in epoch seconds. */
  readonly sessionsNotBefore: number;
  readonly tokens: Pick<TokenSettings, 'sessionSeconds'>;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Ends the oldest sessions above the bound, as far as they are older than the new one, and corrects the count, which also
 * counts sessions that have ended since. Below the bound it costs nothing.
 *
 * @param sid the session just begun, which stays
 * @param counted what the commit of its sign-in counted
 */
export async function enforceSessionLimit(
  {
    accounts,
    sessions,
    maxSessionsPerUser,
    sessionsNotBefore,
    tokens: { sessionSeconds },
    now,
  }: SessionLimitDependencies,
  { account, sid, counted }: { readonly account: Account; readonly sid: string; readonly counted: number },
): Promise<void> {
  if (counted <= maxSessionsPerUser) return;
  const all = await sessions.list(account.sub);
  const live = all
    .filter((session) => !findSessionEnd(session, { sessionsNotBefore, sessionSeconds }, now()))
    .sort((a, b) => a.createdAt - b.createdAt || (a.sid < b.sid ? -1 : 1));
  // none behind the new one in this order: of two sign-ins at once, each would end the other's session
  const own = live.findIndex((session) => session.sid === sid);
  const ended = live.slice(0, Math.max(0, Math.min(live.length - maxSessionsPerUser, own)));
  for (const session of ended) await sessions.delete(session);
  await accounts.correctSessionCount({ ...account, lastSid: sid }, counted, live.length - ended.length);
}
