/** Judges whether the session behind a verified token is still on. */
import type { Environment } from '../environment';
import { findSessionEnd } from '../identity/sessions/find-session-end';
import { TokenRejectedError, type TokenRejection } from '../shared/tokens/token-rejected-error';
import type { VerifiedToken } from '../shared/tokens/verify-access-token';
import type { ReadSession } from './read-session';

/** Rejects with TokenRejectedError when the session is over, and with anything else when it could not be read. */
export type CheckSession = (token: VerifiedToken) => Promise<void>;

/** What the judgement rests on. */
export type SessionRules = Pick<Environment<'authorizer'>, 'sessionsNotBefore'> & {
  /** The time in epoch milliseconds. */
  readonly now: () => number;
} & (
    | { readonly revocation: 'immediate'; readonly readSession: ReadSession }
    | { readonly revocation: 'on-expiry' }
  );

/**
 * Makes the check of a stage: with `revocation` `immediate` it reads the session at every call, with `on-expiry` it reads
 * nothing and goes by the start of the session that the token names.
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
