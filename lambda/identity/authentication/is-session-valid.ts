/** Decides whether a session may still act for its account. */
import type { Account } from '../accounts/account';
import { findSessionEnd, lacksSecondFactor, type SecondFactorRule } from '../sessions/find-session-end';
import type { Session } from '../sessions/session';
import type { Sessions } from '../sessions/sessions';
import type { TokenSettings } from '../tokens/access-token';

/** The dependencies of the check. */
export interface SessionValidityDependencies extends SecondFactorRule {
  readonly sessions: Pick<Sessions, 'find'>;
  /** Sessions that began before this time are not valid, in epoch seconds. */
  readonly sessionsNotBefore: number;
  readonly tokens: Pick<TokenSettings, 'sessionSeconds'>;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Returns a session if it is valid and not revoked, though it may not be deleted yet. Its access token may outlive
 * it: the authorizer does not always look for the session.
 */
export async function findValidSession(
  deps: SessionValidityDependencies,
  account: Account,
  sid: string,
): Promise<Session | undefined> {
  const { sessions, sessionsNotBefore, tokens, now } = deps;
  const session = await sessions.find({ sub: account.sub, sid });
  if (!session || lacksSecondFactor(session, deps)) return undefined;
  if (findSessionEnd(session, { sessionsNotBefore, sessionSeconds: tokens.sessionSeconds }, now())) {
    return undefined;
  }
  const from = account.kept?.sid === sid ? account.kept.fromVersion : account.securityVersion;
  return session.securityVersion >= from ? session : undefined;
}

/** Returns whether `findValidSession` finds the session. */
export async function isSessionValid(
  deps: SessionValidityDependencies,
  account: Account,
  sid: string,
): Promise<boolean> {
  return (await findValidSession(deps, account, sid)) !== undefined;
}
