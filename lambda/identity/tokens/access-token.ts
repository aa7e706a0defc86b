/** Issues access tokens: sets their claims and their lifetime. */
import type { AccessTokenClaims } from '../../shared/tokens/access-token-claims';
import type { Account } from '../accounts/account';
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

/**
 * Decides what the tokens of a session carry, by its account.
 * @param account the account as it signs in. Default: the account is read
 * @throws InvalidRefreshTokenError when the account that is read is not active or no longer exists
 */
export type LimitTokens = (
  session: TokenSession,
  account?: Account,
) => Promise<Pick<TokenSession, 'scopes' | 'expiresAt'>>;

/** The dependencies of the creation of sessions and tokens. */
export interface TokenDependencies {
  readonly tokens: TokenSettings;
  readonly signToken: TokenSigner;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  /** Returns a new UUID. */
  readonly newId: () => string;
  /** Limits the tokens of accounts without a verified address. @default - all tokens carry the session's scopes */
  readonly limitTokens?: LimitTokens | undefined;
}

/** An access token and its lifetime in seconds. */
export interface IssuedToken {
  readonly accessToken: string;
  readonly expiresIn: number;
  readonly scopes: readonly string[];
}

/** The part of a session that its tokens carry. */
export type TokenSession = Pick<
  Session,
  'sub' | 'sid' | 'username' | 'scopes' | 'createdAt' | 'authTime' | 'amr' | 'expiresAt' | 'accountEnds'
>;

/**
 * Signs an access token. It expires no later than its session.
 * @param account the account as it signs in. Default: the token is for a refresh
 * @throws InvalidRefreshTokenError when the account is not active or no longer exists
 */
export async function issueAccessToken(
  { tokens, signToken, now, newId, limitTokens }: TokenDependencies,
  session: TokenSession,
  account?: Account,
): Promise<IssuedToken> {
  const { scopes, expiresAt } = (await limitTokens?.(session, account)) ?? session;
  const iat = Math.floor(now() / 1000);
  const exp = Math.min(iat + tokens.accessTokenSeconds, expiresAt);
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
    ...(scopes.length > 0 && { scope: scopes.join(' ') }),
  };
  return { accessToken: await signToken(claims), expiresIn: exp - iat, scopes };
}
