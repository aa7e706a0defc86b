/** Devices that have signed in before: each has attempts of its own, so that a stranger who guesses can't lock its user out. */
import { createHash, randomBytes } from 'node:crypto';
import { type Attempts, noAttempts } from '../throttling/backoff';

/** A device, as it stands on the account. */
export interface Device extends Attempts {
  readonly id: string;
  /** Digest of its secret. */
  readonly hash: string;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

/** A device token, taken apart. It is opaque to clients. */
export interface DeviceToken {
  readonly id: string;
  readonly secret: string;
}

const ID_BYTES = 9;
const SECRET_BYTES = 32;
const GRAMMAR = /^d1\.([\w-]{12})\.([\w-]{43})$/;

/** How long a device is known after its last sign-in, in seconds. */
const DEVICE_SECONDS = 180 * 86_400;

/** Devices of one user that are known at once: as many as keep an account's item near one kilobyte, the unit of a write's price. */
const MAX_DEVICES = 6;

/** Writes a token as clients get it. */
export function formatDeviceToken({ id, secret }: DeviceToken): string {
  return `d1.${id}.${secret}`;
}

/** Reads a token; returns undefined when it has another form. */
export function parseDeviceToken(text: string): DeviceToken | undefined {
  const [, id, secret] = GRAMMAR.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

/** Makes the token of a new device. */
export function createDeviceToken(): DeviceToken {
  return {
    id: randomBytes(ID_BYTES).toString('base64url'),
    secret: randomBytes(SECRET_BYTES).toString('base64url'),
  };
}

/** What is stored when a device has signed in: it has no failures, and is known for another while. */
export function toDevice({ id, secret }: DeviceToken, nowSeconds: number): Device {
  return { id, hash: digest(secret), expiresAt: nowSeconds + DEVICE_SECONDS, ...noAttempts };
}

/** Finds the device of a token among those of an account, unless it has expired. */
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

/** The devices to forget when one signs in: those that have expired and, when there are too many, those that expire first. */
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

/** Half of a SHA-256: the secret is random, and nobody finds one of 2^128. */
function digest(secret: string): string {
  return createHash('sha256').update(secret).digest().subarray(0, 16).toString('base64url');
}
