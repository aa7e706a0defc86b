/** What an authenticator has found out: who is calling, and how that was proved. */
import type { Account } from '../accounts/account';
import type { Device, DeviceToken } from '../devices/device';

/** How a user was authenticated, as values of RFC 8176: what sessions and tokens say in `amr`. */
export type AuthenticationMethods = readonly string[];

/** A device that was known before, and the token that it has sent. */
export interface KnownDevice {
  readonly device: Device;
  readonly token: DeviceToken;
}

/** A proved identity. It is no session yet: whether it is enough for one is for `startSession` to decide. */
export interface Authenticated {
  /** As it was when the proof was judged. */
  readonly account: Account;
  readonly amr: AuthenticationMethods;
  /** @default - an unknown device */
  readonly device?: KnownDevice | undefined;
  /** A hash to be stored in the place of the one that was verified. @default - the hash stays */
  readonly newPasswordHash?: string | undefined;
  /** Whether that hash is of another password, which replaces a temporary one. @default false */
  readonly replacesPassword?: boolean | undefined;
}
