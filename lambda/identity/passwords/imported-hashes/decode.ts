/** Decodes the parts of encoded password hashes. */
import { timingSafeEqual } from 'node:crypto';
import { UnusableHashError } from './unusable-hash-error';

/**
 * The minimum length of a digest. A shorter one would match guesses by chance, and an empty one would match
 * every guess.
 */
const MIN_DIGEST_BYTES = 16;
/** The minimum in RFC 9106 section 3.1, which implementations of argon2 enforce. */
const MIN_SALT_BYTES = 8;
const MAX_SALT_BYTES = 128;

/** Decodes base64 with or without padding. passlib writes `.` instead of `+`. */
export function decodeBase64(text: string): Buffer {
  if (!/^[A-Za-z0-9+/.]*={0,2}$/.test(text)) throw malformed();
  const bytes = Buffer.from(text.replaceAll('.', '+'), 'base64');
  const digits = text.replaceAll('=', '').length;
  if (digits !== Math.ceil((bytes.length * 4) / 3)) throw malformed();
  return bytes;
}

/** Decodes hexadecimal digits. */
export function decodeHex(text: string): Buffer {
  if (!/^([0-9a-f]{2})*$/i.test(text)) throw malformed();
  return Buffer.from(text, 'hex');
}

/** Decodes a parameter: a positive integer. */
export function decodeInteger(text: string | undefined): number {
  if (text === undefined || !/^[1-9]\d{0,9}$/.test(text)) throw malformed();
  return Number(text);
}

/** Decodes parameters such as `m=64,t=1`, in any order. */
export function decodeParameters(text: string): ReadonlyMap<string, number> {
  const entries = text.split(',').map((part) => {
    const [name = '', value] = part.split('=', 2);
    return [name, decodeInteger(value)] as const;
  });
  const parameters = new Map(entries);
  if (parameters.size !== entries.length) throw malformed();
  return parameters;
}

/** Returns a required parameter. */
export function requireParameter(parameters: ReadonlyMap<string, number>, name: string): number {
  const value = parameters.get(name);
  if (value === undefined) throw malformed();
  return value;
}

/**
 * Checks that a salt has a usual length.
 * @throws UnusableHashError
 */
export function checkSalt(salt: Buffer): Buffer {
  if (salt.length < MIN_SALT_BYTES || salt.length > MAX_SALT_BYTES) {
    throw unusable(`its salt must have ${MIN_SALT_BYTES} to ${MAX_SALT_BYTES} bytes`);
  }
  return salt;
}

/** Checks that a digest is long enough to distinguish passwords. */
export function checkDigest(digest: Buffer, maxBytes: number): Buffer {
  if (digest.length < MIN_DIGEST_BYTES || digest.length > maxBytes) throw malformed();
  return digest;
}

/** Compares in constant time. */
export function isSame(first: Buffer, second: Buffer): boolean {
  return first.length === second.length && timingSafeEqual(first, second);
}

/** Creates the error for a hash that only resembles one of its algorithm. */
export function malformed(): UnusableHashError {
  return new UnusableHashError('the password hash is malformed');
}

/** Creates the error for a hash that breaks a rule of its algorithm. */
export function unusable(rule: string): UnusableHashError {
  return new UnusableHashError(`the password hash cannot be verified: ${rule}`);
}

/** Creates the error for a hash that costs too much to verify. */
export function tooCostly(algorithm: string, bound: string): UnusableHashError {
  return new UnusableHashError(`the password hash costs too much to verify: ${algorithm} may have ${bound}`);
}
