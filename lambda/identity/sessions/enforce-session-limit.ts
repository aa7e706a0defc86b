/** Limits the number of sessions of a user: above the limit, the oldest are deleted. */

import type { Account } from '../accounts/account';
import type { Accounts } from '../accounts/accounts';
import type { TokenSettings } from '../tokens/access-token';
import { findSessionEnd } from './find-session-end';
import type { Sessions } from './sessions';

/** The dependencies of the limit. */
export interface SessionLimitDependencies {
  readonly accounts: Pick<Accounts, 'correctSessionCount'>;
  readonly sessions: Pick<Sessions, 'list' | 'delete'>;
  readonly maxSessionsPerUser: number;
  /** Sessions that began before this time are not valid, in epoch seconds. */
  readonly sessionsNotBefore: number;
  readonly tokens: Pick<TokenSettings, 'sessionSeconds'>;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Deletes the oldest sessions above the limit, if they are older than the new one. Then it corrects the
 * count, which includes sessions that have ended since. Below the limit, it makes no calls.
 *
 * @param sid the new session, which stays
 * @param counted the count that the commit of its sign-in returned
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
  // none after the new one in this order: otherwise, two concurrent sign-ins would delete each other's
  // sessions
  const own = live.findIndex((session) => session.sid === sid);
  const ended = live.slice(0, Math.max(0, Math.min(live.length - maxSessionsPerUser, own)));
  for (const session of ended) await sessions.delete(session);
  await accounts.correctSessionCount({ ...account, lastSid: sid }, counted, live.length - ended.length);
}
