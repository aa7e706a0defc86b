/**
 * Devices that have signed in before. Each has its own count of attempts, so an attacker's guesses do not
 * block the user's known devices.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { FactorFailures } from '../factors/account-factor';
import { type Attempts, noAttempts } from '../throttling/backoff';

/** A device as the account stores it. */
export interface Device extends Attempts, FactorFailures {
  readonly id: string;
  /** The digest of its secret. */
  readonly hash: string;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

/** The parts of a device token. Clients treat the token as opaque. */
export interface DeviceToken {
  readonly id: string;
  readonly secret: string;
}

const ID_BYTES = 9;
const SECRET_BYTES = 32;
const GRAMMAR = /^d1\.([\w-]{12})\.([\w-]{43})$/;

/** How long a device is known after its last sign-in, in seconds. */
const DEVICE_SECONDS = 180 * 86_400;

/**
 * The maximum number of known devices of a user. It keeps an account's item near one kilobyte, the unit in
 * which writes are billed.
 */
const MAX_DEVICES = 6;

/** Formats a token for clients. */
export function formatDeviceToken({ id, secret }: DeviceToken): string {
  return `d1.${id}.${secret}`;
}

/** Parses a token; returns undefined when it is malformed. */
export function parseDeviceToken(text: string): DeviceToken | undefined {
  const [, id, secret] = GRAMMAR.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

/** Creates the token of a new device. */
export function createDeviceToken(): DeviceToken {
  return {
    id: randomBytes(ID_BYTES).toString('base64url'),
    secret: randomBytes(SECRET_BYTES).toString('base64url'),
  };
}

/**
 * Creates the record of a device that has just signed in. It has no failures, and its lifetime starts again.
 */
export function toDevice({ id, secret }: DeviceToken, nowSeconds: number): Device {
  return { id, hash: digest(secret), expiresAt: nowSeconds + DEVICE_SECONDS, ...noAttempts };
}

/** Finds the device of a token among those of an account. Ignores expired devices. */
export function findDevice(
  devices: readonly Device[],
  token: DeviceToken | undefined,
  nowSeconds: number,
): Device | undefined {
  const hash = token && digest(token.secret);
  return devices.find(
    ({ id, ...device }) => id === token?.id && device.hash === hash && device.expiresAt > nowSeconds,
  );
}

/**
 * Selects the devices to remove when one signs in: expired devices and, above the maximum, those that expire
 * first.
 */
export function devicesToForget(
  devices: readonly Device[],
  signedIn: Device,
  nowSeconds: number,
): readonly string[] {
  const others = devices.filter(({ id }) => id !== signedIn.id).sort((a, b) => b.expiresAt - a.expiresAt);
  return others
    .filter(({ expiresAt }, place) => expiresAt <= nowSeconds || place >= MAX_DEVICES - 1)
    .map(({ id }) => id);
}

/** Returns half of a SHA-256 digest. The secret is random, so 128 bits cannot be guessed. */
function digest(secret: string): string {
  return createHash('sha256').update(secret).digest().subarray(0, 16).toString('base64url');
}
