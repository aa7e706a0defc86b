/** Creates new sessions and computes when they expire. */
import type { ClientInfo } from '../../shared/http/client-info';
import type { Authenticated } from '../authentication/authenticated';
import type { TokenDependencies, TokenSettings } from '../tokens/access-token';
import { createRefreshToken, digestSecret, type RefreshToken } from './refresh-token';
import type { Session } from './session';

/** A session and its first refresh token. */
export interface BegunSession {
  readonly session: Session;
  readonly refreshToken: RefreshToken;
}

/** Creates a session that begins now, for a user who was just authenticated. */
export function beginSession(
  { tokens, now, newId }: Pick<TokenDependencies, 'tokens' | 'now' | 'newId'>,
  {
    account,
    amr,
    replacesPassword,
    continued,
  }: Pick<Authenticated, 'account' | 'amr' | 'replacesPassword' | 'continued'>,
  { ip, userAgent }: ClientInfo,
): BegunSession {
  const { sub, username, usernameChanges, scopes, expiresAt: end } = account;
  // a replaced password raises the version, in the write that commits this session
  const securityVersion = account.securityVersion + Number(replacesPassword ?? false);
  const seconds = Math.floor(now() / 1000);
  const sid = continued?.sid ?? newId();
  const refreshToken = createRefreshToken({ sub, sid });
  const session = {
    sub,
    sid,
    username,
    ...(usernameChanges && { usernameVersion: usernameChanges.version }),
    scopes,
    createdAt: seconds,
    authTime: continued?.authTime ?? seconds,
    amr,
    lastUsedAt: seconds,
    expiresAt: expiryOf(tokens, seconds, seconds),
    securityVersion,
    ...(end && { accountEnds: true }),
    ip,
    ...(userAgent !== undefined && { userAgent }),
    refresh: { familyHash: digestSecret(refreshToken.family), hash: digestSecret(refreshToken.secret) },
  };
  return { session, refreshToken };
}

/** Returns when a session expires that is used now and not again. All times are epoch seconds. */
export function expiryOf(
  { sessionSeconds, sessionIdleSeconds }: Pick<TokenSettings, 'sessionSeconds' | 'sessionIdleSeconds'>,
  createdAt: number,
  lastUsedAt: number,
): number {
  return Math.min(createdAt + sessionSeconds, lastUsedAt + sessionIdleSeconds);
}
