/** Reads the secrets of authenticator apps from `otpauth` URIs, as other systems export them. */
import { Secret } from 'otpauth';

/** What a URI must be. Authenticator apps ignore other values, so a secret with one would show wrong codes. */
export const OTPAUTH_RULE =
  'must be an otpauth://totp/ URI with SHA1, 6 digits, 30 seconds and a base32 secret of 80 to 512 bits';

/** The parameters that decide about codes, with the only value that is supported. The default of each is the same. */
const parameters = { algorithm: 'SHA1', digits: '6', period: '30' } as const;

const MIN_BYTES = 10;
const MAX_BYTES = 64;

/** Far more than a URI with the longest secret needs. */
const MAX_LENGTH = 2_048;

/**
 * Returns the secret of a URI. Returns undefined when the URI is not valid, or when a parameter has another value or
 * comes twice.
 * @see https://github.com/google/google-authenticator/wiki/Key-Uri-Format
 */
export function parseOtpauthUri(text: string): Uint8Array | undefined {
  if (text.length > MAX_LENGTH || !/^otpauth:\/\/totp\//i.test(text) || !URL.canParse(text)) return undefined;
  const { searchParams: search } = new URL(text);
  const isSupported = Object.entries(parameters).every(([name, only]) => {
    const [value = only, ...others] = search.getAll(name);
    return value.toUpperCase() === only && others.length === 0;
  });
  const [secret = '', ...others] = search.getAll('secret');
  return isSupported && others.length === 0 ? parseBase32(secret) : undefined;
}

/** Reads base32 (RFC 4648 section 6), in any case and with or without padding. */
function parseBase32(text: string): Uint8Array | undefined {
  const [, symbols = ''] = /^([A-Z2-7]+)=*$/i.exec(text) ?? [];
  // one, three or six symbols more than whole groups hold no whole bytes
  if ([1, 3, 6].includes(symbols.length % 8)) return undefined;
  const size = Math.floor((symbols.length * 5) / 8);
  if (size < MIN_BYTES || size > MAX_BYTES) return undefined;
  return Secret.fromBase32(symbols).bytes;
}
