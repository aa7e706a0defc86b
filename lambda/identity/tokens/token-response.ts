/** The responses that carry tokens. */

import { formatRefreshToken, type RefreshToken } from '../sessions/refresh-token';
import type { IssuedToken } from './access-token';

/** The tokens that a client receives (RFC 6749 section 5.1). */
export interface TokenResponse {
  readonly access_token: string;
  /**
   * The access token again, under the name that the tutorial's clients read. It is not an OpenID Connect ID
   * Token.
   */
  readonly id_token: string;
  readonly token_type: 'Bearer';
  /** Seconds. */
  readonly expires_in: number;
  /** For the next access token. Each refresh token is valid for one use; see `POST /sessions/refresh`. */
  readonly refresh_token: string;
}

/**
 * The response to a sign-in or a sign-up. The client sends the device token together with the next password.
 */
export interface SignInResponse extends TokenResponse {
  /** Distinguishes this device from an attacker's: attempts with it are counted separately. */
  readonly device_token: string;
}

/** Creates the response. */
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
