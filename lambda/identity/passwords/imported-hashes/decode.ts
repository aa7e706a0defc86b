/** Reads the parts of which the encodings of password hashes are made. */
import { timingSafeEqual } from 'node:crypto';
import { UnusableHashError } from './unusable-hash-error';

/** A shorter one would let guesses through by chance; an empty one, all of them. */
const MIN_DIGEST_BYTES = 16;
/** The least that RFC 9106 section 3.1 and the implementations of argon2 take. */
const MIN_SALT_BYTES = 8;
const MAX_SALT_BYTES = 128;

/** Reads base64 with or without padding; passlib writes `.` for `+`. */
export function decodeBase64(text: string): Buffer {
  if (!/^[A-Za-z0-9+/.]*={0,2}$/.test(text)) throw malformed();
  const bytes = Buffer.from(text.replaceAll('.', '+'), 'base64');
  const digits = text.replaceAll('=', '').length;
  if (digits !== Math.ceil((bytes.length * 4) / 3)) throw malformed();
  return bytes;
}

/** Reads hexadecimal digits. */
export function decodeHex(text: string): Buffer {
  if (!/^([0-9a-f]{2})*$/i.test(text)) throw malformed();
  return Buffer.from(text, 'hex');
}

/** Reads a parameter: a positive whole number. */
export function decodeInteger(text: string | undefined): number {
  if (text === undefined || !/^[1-9]\d{0,9}$/.test(text)) throw malformed();
  return Number(text);
}

/** Reads `m=64,t=1`, in any order. */
export function decodeParameters(text: string): ReadonlyMap<string, number> {
  const entries = text.split(',').map((part) => {
    const [name = '', value] = part.split('=', 2);
    return [name, decodeInteger(value)] as const;
  });
  const parameters = new Map(entries);
  if (parameters.size !== entries.length) throw malformed();
  return parameters;
}

/** Takes a parameter that has to be there. */
export function requireParameter(parameters: ReadonlyMap<string, number>, name: string): number {
  const value = parameters.get(name);
  if (value === undefined) throw malformed();
  return value;
}

/**
 * Takes a salt of a usual length.
 * @throws UnusableHashError
 */
export function checkSalt(salt: Buffer): Buffer {
  if (salt.length < MIN_SALT_BYTES || salt.length > MAX_SALT_BYTES) {
    throw unusable(`its salt must have ${MIN_SALT_BYTES} to ${MAX_SALT_BYTES} bytes`);
  }
  return salt;
}

/** Takes a digest that is long enough to tell passwords apart. */
export function checkDigest(digest: Buffer, maxBytes: number): Buffer {
  if (digest.length < MIN_DIGEST_BYTES || digest.length > maxBytes) throw malformed();
  return digest;
}

/** Compares in a time that tells nothing. */
export function isSame(first: Buffer, second: Buffer): boolean {
  return first.length === second.length && timingSafeEqual(first, second);
}

/** The error for a hash that only looks like one of its algorithm. */
export function malformed(): UnusableHashError {
  return new UnusableHashError('the password hash is malformed');
}

/** The error for a hash that breaks a rule of its algorithm. */
export function unusable(rule: string): UnusableHashError {
  return new UnusableHashError(`the password hash cannot be verified: ${rule}`);
}

/** The error for a hash that costs too much. */
export function tooCostly(algorithm: string, bound: string): UnusableHashError {
  return new UnusableHashError(`the password hash costs too much to verify: ${algorithm} may have ${bound}`);
}
