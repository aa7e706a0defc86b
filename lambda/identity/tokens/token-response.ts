/** The answers that carry tokens. */

import { formatRefreshToken, type RefreshToken } from '../sessions/refresh-token';
import type { IssuedToken } from './access-token';

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
