/**
 * Devices that sign in by the password alone, for some time after they have passed a second factor. Such a sign-in is
 * not one by several factors.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Account } from '../../accounts/account';

/** A trusted device as its account stores it. Its entry is void unless the account still fits it. */
export interface TrustedDevice {
  readonly id: string;
  /** The digest of its secret. */
  readonly digest: string;
  /** When it expires, in epoch milliseconds. No sign-in makes it later. */
  readonly until: number;
  /**
   * When the account's second factor was turned on, in epoch milliseconds: once it is turned off or on, the device is not
   * trusted any more. 0 if it was off, where the stage requires a factor.
   * @default - the entry is of a release that did not store it: the second factor was on, and must be
   */
  readonly since?: number | undefined;
  /** The account's security version, under which alone it is trusted. */
  readonly securityVersion: number;
  /** The ids of the account's factors at the time. Once one of them is removed, the device is not trusted any more. */
  readonly factors: readonly string[];
  /** The ids of the account's passkeys at the time, to which the same applies. @default - it had none */
  readonly passkeys?: readonly string[] | undefined;
}

/** A device to trust, as part of a sign-in. */
export interface NewTrust {
  readonly device: TrustedDevice;
  /** The devices to remove. */
  readonly forgotten: readonly TrustedDevice[];
  /** How many devices the account has. @default - it has never had one */
  readonly count: number | undefined;
}

/** The parts of the token of a trusted device. Clients treat it as opaque, and it is a secret. */
interface TrustedDeviceToken {
  readonly id: string;
  readonly secret: string;
}

const ID_BYTES = 9;
const SECRET_BYTES = 32;
const GRAMMAR = /^t1\.([\w-]{12})\.([\w-]{43})$/;

/** How long a device is trusted, in milliseconds. */
export const TRUST_MS = 30 * 86_400_000;

/** The most trusted devices of an account. */
export const MAX_TRUSTED_DEVICES = 5;

/** How a user was authenticated by the password on a trusted device: RFC 8176 section 2, without `mfa`. */
export const TRUSTED_AMR = ['pwd', 'rba'] as const;

/**
 * Creates the entry of a device that has just passed a second factor, and its token.
 * @param securityVersion the version of the account after the sign-in
 * @param at epoch milliseconds
 */
export function createTrustedDevice(
  { secondFactorSince, factors = {}, passkeys = {} }: Account,
  securityVersion: number,
  at: number,
): { readonly device: TrustedDevice; readonly token: string } {
  const id = randomBytes(ID_BYTES).toString('base64url');
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  const device = {
    id,
    digest: digestSecret(secret),
    until: at + TRUST_MS,
    since: secondFactorSince ?? 0,
    securityVersion,
    factors: Object.keys(factors),
    ...(Object.keys(passkeys).length > 0 && { passkeys: Object.keys(passkeys) }),
  };
  return { device, token: `t1.${id}.${secret}` };
}

/** Parses a token; returns undefined when it is malformed. A device token is malformed here. */
export function parseTrustedDeviceToken(text: string): TrustedDeviceToken | undefined {
  const [, id, secret] = GRAMMAR.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

/** Finds the device of a token among those of an account. Ignores devices that are not trusted any more. */
export function findTrustedDevice(
  devices: readonly TrustedDevice[],
  token: TrustedDeviceToken,
  account: Account,
  now: number,
): TrustedDevice | undefined {
  const digest = digestSecret(token.secret);
  const found = devices.find((device) => device.id === token.id && device.digest === digest);
  return found && isTrusted(found, account, now) ? found : undefined;
}

/** Selects the devices to remove when another is trusted: void ones and, above the maximum, the oldest. */
export function trustToForget(
  devices: readonly TrustedDevice[],
  account: Account,
  now: number,
): readonly TrustedDevice[] {
  const latestFirst = [...devices].sort((one, other) => other.until - one.until);
  const kept = latestFirst
    .filter((device) => isTrusted(device, account, now))
    .slice(0, MAX_TRUSTED_DEVICES - 1);
  return devices.filter((device) => !kept.includes(device));
}

/** Whether a stored device is trusted. @param now epoch milliseconds */
export function isTrusted(
  device: TrustedDevice,
  { secondFactorSince, securityVersion, factors = {}, passkeys = {} }: Account,
  now: number,
): boolean {
  const { passkeys: proved = [] } = device;
  return (
    device.securityVersion === securityVersion &&
    isOfSwitch(device, secondFactorSince) &&
    device.until > now &&
    device.factors.length + proved.length > 0 &&
    device.factors.every((id) => id in factors) &&
    proved.every((id) => id in passkeys)
  );
}

/** Whether the second factor has neither been turned off nor on since a device is trusted. */
function isOfSwitch({ since }: TrustedDevice, secondFactorSince: number | undefined): boolean {
  return since === undefined ? secondFactorSince !== undefined : since === (secondFactorSince ?? 0);
}

/** Returns the digest of a secret of 256 random bits, which needs no slow hash. */
function digestSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
