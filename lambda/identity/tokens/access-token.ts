/** Issues access tokens: sets their claims and their lifetime. */
import type { AccessTokenClaims } from '../../shared/tokens/access-token-claims';
import type { Session } from '../sessions/session';
import type { TokenSigner } from './token-signer';

/** The settings of a stage that apply to all its tokens. */
export interface TokenSettings {
  readonly issuer: string;
  readonly audience: string;
  readonly clientId: string;
  readonly accessTokenSeconds: number;
  /** The maximum lifetime of a session, in seconds. */
  readonly sessionSeconds: number;
  /** How long a session lasts without a refresh, in seconds. */
  readonly sessionIdleSeconds: number;
}

/** The dependencies of the creation of sessions and tokens. */
export interface TokenDependencies {
  readonly tokens: TokenSettings;
  readonly signToken: TokenSigner;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  /** Returns a new UUID. */
  readonly newId: () => string;
}

/** An access token and its lifetime in seconds. */
export interface IssuedToken {
  readonly accessToken: string;
  readonly expiresIn: number;
}

/** The part of a session that its tokens carry. */
export type TokenSession = Pick<
  Session,
  'sub' | 'sid' | 'username' | 'scopes' | 'createdAt' | 'authTime' | 'amr' | 'expiresAt'
>;

/** Signs an access token. It expires no later than its session. */
export async function issueAccessToken(
  { tokens, signToken, now, newId }: TokenDependencies,
  session: TokenSession,
): Promise<IssuedToken> {
  const iat = Math.floor(now() / 1000);
  const exp = Math.min(iat + tokens.accessTokenSeconds, session.expiresAt);
  const claims: AccessTokenClaims = {
    iss: tokens.issuer,
    sub: session.sub,
    aud: tokens.audience,
    client_id: tokens.clientId,
    exp,
    iat,
    auth_time: session.authTime,
    amr: session.amr,
    session_start: session.createdAt,
    jti: newId(),
    sid: session.sid,
    username: session.username,
    ...(session.scopes.length > 0 && { scope: session.scopes.join(' ') }),
  };
  return { accessToken: await signToken(claims), expiresIn: exp - iat };
}
