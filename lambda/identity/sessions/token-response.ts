/** Begins sessions and answers with their tokens. */

import type { ClientInfo } from '../../shared/http/client-info';
import type { AccessTokenClaims } from '../../shared/tokens/access-token-claims';
import type { Account } from '../accounts/account';
import type { TokenSigner } from '../tokens/token-signer';
import { createRefreshToken, digestSecret, formatRefreshToken, type RefreshToken } from './refresh-token';
import type { Session } from './session';

/** What a client gets for signing in (RFC 6749 section 5.1). */
export interface TokenResponse {
  readonly access_token: string;
  /** The access token once more, under the name that the tutorial's clients read. Not an OpenID Connect ID Token. */
  readonly id_token: string;
  readonly token_type: 'Bearer';
  /** Seconds. */
  readonly expires_in: number;
  /** For the next access token. Each is good once; see `POST /sessions/refresh`. */
  readonly refresh_token: string;
}

/** What a client gets for a password: with the next password it sends the device token too. */
export interface SignInResponse extends TokenResponse {
  /** Tells this device from a stranger's: attempts that bring it are counted apart. */
  readonly device_token: string;
}

/** What goes into every token of a stage. */
export interface TokenSettings {
  readonly issuer: string;
  readonly audience: string;
  readonly clientId: string;
  readonly accessTokenSeconds: number;
  /** How long a session lasts at most. */
  readonly sessionSeconds: number;
  /** How long a session lasts without a refresh. */
  readonly sessionIdleSeconds: number;
}

/** What the making of sessions and tokens needs. */
export interface TokenDependencies {
  readonly tokens: TokenSettings;
  readonly signToken: TokenSigner;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  /** A new UUID. */
  readonly newId: () => string;
}

/** A session with the token that keeps it going. */
export interface BegunSession {
  readonly session: Session;
  readonly refreshToken: RefreshToken;
}

/** Makes a session that begins now, with the password just verified. */
export function beginSession(
  { tokens, now, newId }: Pick<TokenDependencies, 'tokens' | 'now' | 'newId'>,
  account: Pick<Account, 'sub' | 'username' | 'scopes' | 'passwordVersion'>,
  { ip, userAgent }: ClientInfo,
): BegunSession {
  const { sub, username, scopes, passwordVersion } = account;
  const seconds = Math.floor(now() / 1000);
  const sid = newId();
  const refreshToken = createRefreshToken({ sub, sid });
  const session = {
    sub,
    sid,
    username,
    scopes,
    createdAt: seconds,
    authTime: seconds,
    lastUsedAt: seconds,
    expiresAt: expiryOf(tokens, seconds, seconds),
    passwordVersion,
    ip,
    ...(userAgent !== undefined && { userAgent }),
    refresh: { familyHash: digestSecret(refreshToken.family), hash: digestSecret(refreshToken.secret) },
  };
  return { session, refreshToken };
}

/** When a session ends that is used now and not again. All times are epoch seconds. */
export function expiryOf(
  { sessionSeconds, sessionIdleSeconds }: Pick<TokenSettings, 'sessionSeconds' | 'sessionIdleSeconds'>,
  createdAt: number,
  lastUsedAt: number,
): number {
  return Math.min(createdAt + sessionSeconds, lastUsedAt + sessionIdleSeconds);
}

/** An access token and its lifetime in seconds. */
export interface IssuedToken {
  readonly accessToken: string;
  readonly expiresIn: number;
}

/** Signs an access token, which ends with its session at the latest. */
export async function issueAccessToken(
  { tokens, signToken, now, newId }: TokenDependencies,
  session: Pick<Session, 'sub' | 'sid' | 'username' | 'scopes' | 'authTime' | 'expiresAt'>,
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
    jti: newId(),
    sid: session.sid,
    username: session.username,
    ...(session.scopes.length > 0 && { scope: session.scopes.join(' ') }),
  };
  return { accessToken: await signToken(claims), expiresIn: exp - iat };
}

/** Builds the answer. */
export function toTokenResponse(
  { accessToken, expiresIn }: IssuedToken,
  refreshToken: RefreshToken,
): TokenResponse {
  return {
    access_token: accessToken,
    id_token: accessToken,
    token_type: 'Bearer',
    expires_in: expiresIn,
    refresh_token: formatRefreshToken(refreshToken),
  };
}
