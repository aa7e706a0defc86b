/** Decides whether a session may still act for its account. */
import type { Account } from '../accounts/account';
import { findSessionEnd } from '../sessions/find-session-end';
import type { Sessions } from '../sessions/sessions';
import type { TokenSettings } from '../tokens/access-token';

/** The dependencies of the check. */
export interface SessionValidityDependencies {
  readonly sessions: Pick<Sessions, 'find'>;
  /** Sessions that began before this time are not valid, in epoch seconds. */
  readonly sessionsNotBefore: number;
  readonly tokens: Pick<TokenSettings, 'sessionSeconds'>;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Returns whether a session is valid and not revoked, though it may not be deleted yet. Its access token may
 * outlive it: the authorizer does not always look for the session.
 */
export async function isSessionValid(
  { sessions, sessionsNotBefore, tokens, now }: SessionValidityDependencies,
  account: Account,
  sid: string,
): Promise<boolean> {
  const session = await sessions.find({ sub: account.sub, sid });
  if (!session) return false;
  if (findSessionEnd(session, { sessionsNotBefore, sessionSeconds: tokens.sessionSeconds }, now())) {
    return false;
  }
  const from = account.kept?.sid === sid ? account.kept.fromVersion : account.securityVersion;
  return session.securityVersion >= from;
}
