/** Reads what is common to new credentials and to assertions, before any of it is decoded. */

/** The size of a credential id in bytes (WebAuthn Level 3 section 4). */
const CREDENTIAL_ID_BYTES = { min: 16, max: 1023 };

/** The longest credential in JSON, in characters. It bounds the members that are ignored. */
const MAX_LENGTH = 8192;

/** A credential of the right type, under one id. */
export interface ReadCredential {
  /** In base64url. */
  readonly id: string;
  /** The response of the authenticator. */
  readonly response: Readonly<Record<string, unknown>>;
}

/** Reads a credential. Returns undefined when its size, its type or an id is wrong. */
export function readCredential(credential: unknown): ReadCredential | undefined {
  if (!isObject(credential) || lengthOf(credential) > MAX_LENGTH) return undefined;
  const { id, rawId, type, response } = credential;
  if (type !== 'public-key' || !isObject(response)) return undefined;
  // two ids would let a check of one pass for the other
  if (id !== rawId || !isBase64Url(id, CREDENTIAL_ID_BYTES)) return undefined;
  return { id, response };
}

/** Returns the length of a value in JSON. Deeply nested values exhaust the stack, which counts as too long. */
function lengthOf(value: object): number {
  try {
    return JSON.stringify(value).length;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/**
 * Whether a value is bytes in base64url, in the one spelling that has no padding and no unused bits.
 * @param sizes the accepted sizes in bytes
 */
export function isBase64Url(
  value: unknown,
  { min = 1, max }: { readonly min?: number; readonly max: number },
): value is string {
  if (typeof value !== 'string' || value.length > Math.ceil((max * 4) / 3)) return false;
  const bytes = Buffer.from(value, 'base64url');
  return bytes.length >= min && bytes.toString('base64url') === value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
