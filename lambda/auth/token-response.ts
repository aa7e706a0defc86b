/** Starts sessions and answers with their tokens. */
import type { AccessTokenClaims } from '../shared/tokens/access-token-claims';
import type { Login } from './logins';
import type { Session } from './sessions';
import type { TokenSigner } from './token-signer';

/** What a client gets for signing in (RFC 6749 section 5.1). */
export interface TokenResponse {
  readonly access_token: string;
  /** The access token once more, under the name that the tutorial's clients read. Not an OpenID Connect ID Token. */
  readonly id_token: string;
  readonly token_type: 'Bearer';
  /** Seconds. */
  readonly expires_in: number;
}

/** What goes into every token of a stage. */
export interface TokenSettings {
  readonly issuer: string;
  readonly audience: string;
  readonly clientId: string;
  readonly accessTokenSeconds: number;
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

/** Makes a session that begins now, with the password just verified. It ends with its one access token. */
export function beginSession(
  { tokens, now, newId }: Pick<TokenDependencies, 'tokens' | 'now' | 'newId'>,
  sub: string,
): Session {
  const seconds = Math.floor(now() / 1000);
  return {
    sub,
    sid: newId(),
    createdAt: seconds,
    authTime: seconds,
    expiresAt: seconds + tokens.accessTokenSeconds,
  };
}

/**
 * Signs an access token for a session.
 * @param iat when it counts as issued, in epoch seconds
 */
export async function issueToken(
  { tokens, signToken, newId }: TokenDependencies,
  login: Pick<Login, 'sub' | 'username' | 'scopes'>,
  session: Session,
  iat: number,
): Promise<TokenResponse> {
  const exp = Math.min(iat + tokens.accessTokenSeconds, session.expiresAt);
  const claims: AccessTokenClaims = {
    iss: tokens.issuer,
    sub: login.sub,
    aud: tokens.audience,
    client_id: tokens.clientId,
    exp,
    iat,
    auth_time: session.authTime,
    jti: newId(),
    sid: session.sid,
    username: login.username,
    ...(login.scopes.length > 0 && { scope: login.scopes.join(' ') }),
  };
  const token = await signToken(claims);
  return { access_token: token, id_token: token, token_type: 'Bearer', expires_in: exp - iat };
}
