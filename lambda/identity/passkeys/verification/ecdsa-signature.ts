/** Reads the signatures of ES256. */

/** The longest INTEGER: 32 bytes, and a zero that keeps it positive. */
const MAX_INTEGER_BYTES = 33;

const SEQUENCE = 0x30;
const INTEGER = 0x02;

/** The integers of a signature, as DER has them: with a zero in front where the number would be negative without it. */
export interface EcdsaSignature {
  readonly r: Uint8Array;
  readonly s: Uint8Array;
}

/**
 * Reads a signature in DER: SEQUENCE { r INTEGER, s INTEGER } (RFC 3279 section 2.2.3). Returns undefined for anything but
 * the one encoding of two positive integers of P-256.
 */
export function readEcdsaSignature(der: Uint8Array): EcdsaSignature | undefined {
  // two integers of P-256 take up to 70 bytes, so that every length is one byte
  if (der[0] !== SEQUENCE || der[1] !== der.length - 2) return undefined;
  const r = readInteger(der, 2);
  const s = r && readInteger(der, 4 + r.length);
  return r && s && r.length + s.length + 6 === der.length ? { r, s } : undefined;
}

function readInteger(der: Uint8Array, offset: number): Uint8Array | undefined {
  const [tag, length = 0] = der.subarray(offset, offset + 2);
  const bytes = der.subarray(offset + 2, offset + 2 + length);
  const [first = 0, second = 0] = bytes;
  if (tag !== INTEGER || length < 1 || length > MAX_INTEGER_BYTES || bytes.length !== length)
    return undefined;
  const isNegative = first >= 0x80;
  // also the number zero, which no signature has
  const isPadded = first === 0 && second < 0x80;
  const isTooLarge = length === MAX_INTEGER_BYTES && first !== 0;
  return isNegative || isPadded || isTooLarge ? undefined : bytes;
}
