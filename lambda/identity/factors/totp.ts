/** Codes of authenticator apps (TOTP, RFC 6238). */
import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

/** The size of a secret in bytes: 160 bits, as RFC 4226 section 4 recommends. */
const SECRET_BYTES = 20;

/** How long a code is shown, in seconds. */
const STEP_SECONDS = 30;

/** The steps before and after the present one whose codes are accepted (RFC 6238 section 5.2). */
const DRIFT_STEPS = 1;

/** What authenticator apps support. They ignore other values of an `otpauth` URI. */
const rules = { algorithm: 'SHA1', digits: 6, period: STEP_SECONDS } as const;

/** Creates a secret. */
export function createTotpSecret(): Uint8Array {
  return randomBytes(SECRET_BYTES);
}

/** Returns a secret as users type it: base32 without padding (RFC 4648 section 6). */
export function toBase32(secret: Uint8Array): string {
  return toSecret(secret).base32;
}

/** What an authenticator app shows and computes. */
export interface TotpEnrolment {
  /** The name of the service. */
  readonly issuer: string;
  readonly username: string;
  readonly secret: Uint8Array;
}

/**
 * Returns the URI of a secret, which authenticator apps read from a QR code.
 * @see https://github.com/google/google-authenticator/wiki/Key-Uri-Format
 */
export function toOtpauthUri({ issuer, username, secret }: TotpEnrolment): string {
  // apps split the label at its first colon
  const name = issuer.replace(/ *: */g, ' ').trim();
  return new TOTP({ ...rules, issuer: name, label: username, secret: toSecret(secret) }).toString();
}

/** A code to check. */
export interface TotpAttempt {
  readonly secret: Uint8Array;
  /** The code as the user typed it. */
  readonly code: string;
  /** The time in epoch milliseconds. */
  readonly now: number;
}

/**
 * Returns the step that a code belongs to: the number of periods of 30 seconds since 1970. Returns undefined when
 * the code is wrong. A caller must accept each step once: the code of a step stays right for three steps.
 */
export function matchTotp({ secret, code, now }: TotpAttempt): number | undefined {
  const token = readTotpCode(code);
  if (token === undefined) return undefined;
  const totp = new TOTP({ ...rules, secret: toSecret(secret) });
  const delta = totp.validate({ token, timestamp: now, window: DRIFT_STEPS });
  return delta === null ? undefined : Math.floor(now / 1000 / STEP_SECONDS) + delta;
}

/** Reads a code with blanks and hyphens anywhere. Returns undefined when the text is not six ASCII digits. */
export function readTotpCode(text: string): string | undefined {
  const digits = text.replace(/[\s-]/g, '');
  return /^[0-9]{6}$/.test(digits) ? digits : undefined;
}

function toSecret(bytes: Uint8Array): Secret {
  return new Secret({ buffer: new Uint8Array(bytes).buffer });
}
