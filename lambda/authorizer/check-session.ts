/** Checks whether the session of a verified token is still valid. */
import type { Environment } from '../environment';
import { findSessionEnd } from '../identity/sessions/find-session-end';
import { TokenRejectedError, type TokenRejection } from '../shared/tokens/token-rejected-error';
import type { VerifiedToken } from '../shared/tokens/verify-access-token';
import type { ReadSession } from './read-session';

/**
 * Checks the session of a token.
 * @throws TokenRejectedError when the session is no longer valid, and any other error when it could not be
 * read
 */
export type CheckSession = (token: VerifiedToken) => Promise<void>;

/** The rules and dependencies of the check. */
export type SessionRules = Pick<Environment<'authorizer'>, 'sessionsNotBefore'> & {
  /** The time in epoch milliseconds. */
  readonly now: () => number;
} & (
    | { readonly revocation: 'immediate'; readonly readSession: ReadSession }
    | { readonly revocation: 'on-expiry' }
  );

/**
 * Creates the check of a stage. With `revocation` `immediate`, it reads the session at every call. With
 * `on-expiry`, it reads nothing, and checks the start of the session that the token states.
 */
export function createSessionCheck(rules: SessionRules): CheckSession {
  const { sessionsNotBefore, now } = rules;

  async function judge({ claims }: VerifiedToken): Promise<TokenRejection | undefined> {
    if (rules.revocation === 'on-expiry') {
      return claims.session_start < sessionsNotBefore ? 'session-too-old' : undefined;
    }
    const session = await rules.readSession(claims.sub, claims.sid);
    if (!session) return 'session-ended';
    return findSessionEnd(session, { sessionsNotBefore }, now());
  }

  return async (token) => {
    const reason = await judge(token);
    if (!reason) return;
    const { sub, sid } = token.claims;
    throw new TokenRejectedError(reason, token.kid, { sub, sid });
  };
}
