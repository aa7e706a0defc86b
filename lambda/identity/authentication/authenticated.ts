/** The result of an authenticator: which user was authenticated, and how. */
import type { Account } from '../accounts/account';
import type { Device, DeviceToken } from '../devices/device';
import type { FactorFailures } from '../factors/account-factor';
import type { AcceptedProof } from '../factors/factor-proof';
import type { AppliedReset } from '../factors/proofs/factors-reset';

/** How a user was authenticated, as RFC 8176 values: the `amr` of sessions and tokens. */
export type AuthenticationMethods = readonly string[];

/** A known device, and the token that it has sent. */
export interface KnownDevice {
  readonly device: Device;
  readonly token: DeviceToken;
}

/** A session that takes over the authentication of another one, and begins by an authorization code. */
export interface ContinuedAuthentication {
  /** The id of the session to start, which the code names. */
  readonly sid: string;
  /** When the user was last authenticated, in epoch seconds. */
  readonly authTime: number;
}

/** An authenticated user, without a session yet: `startSession` decides whether this suffices for one. */
export interface Authenticated {
  /** The account as it was when the credentials were verified. */
  readonly account: Account;
  readonly amr: AuthenticationMethods;
  /** @default - an unknown device */
  readonly device?: KnownDevice | undefined;
  /** A hash that replaces the verified one. @default - the hash stays */
  readonly newPasswordHash?: string | undefined;
  /** Whether that hash is of another password, which replaces a temporary one. @default false */
  readonly replacesPassword?: boolean | undefined;
  /**
   * The proof of a second factor, which the sign-in accepts, or the reset of the factors, which it applies.
   * @default - the account has no second factor
   */
  readonly secondFactor?: AcceptedProof | AppliedReset | undefined;
  /** The guesses at the second factor that the device has used. @default - none */
  readonly guesses?: FactorFailures | undefined;
  /**
   * The authentication was that of another session. No device signs in, and no failures are cleared.
   * @default - the user was authenticated just now
   */
  readonly continued?: ContinuedAuthentication | undefined;
}
