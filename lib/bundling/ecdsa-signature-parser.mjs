// Replaces the ASN.1 parser of the WebAuthn library, which needs it only for signatures of ECDSA.

/** The longest INTEGER of P-256: 32 bytes, and a zero that keeps it positive. */
const MAX_INTEGER_BYTES = 33;

/** Reads a signature in DER: SEQUENCE { r INTEGER, s INTEGER } (RFC 3279 section 2.2.3). */
export const AsnParser = {
  /**
   * @param {Uint8Array} der
   * @returns {{ r: Uint8Array, s: Uint8Array }} the bytes of the integers, as they are
   * @throws Error when the bytes are not the one encoding of two positive integers of P-256
   */
  parse(der) {
    // two integers of P-256 need no more than 70 bytes, so each length is one byte below 128
    if (der[0] !== 0x30 || der[1] !== der.length - 2) throw malformed();
    const r = readInteger(der, 2);
    const s = readInteger(der, 4 + r.length);
    if (4 + r.length + 2 + s.length !== der.length) throw malformed();
    return { r, s };
  },
};

/** Of the library's check of certificates, which no response reaches. */
export const OctetString = undefined;

function readInteger(der, offset) {
  const length = der[offset + 1];
  const bytes = der.slice(offset + 2, offset + 2 + length);
  const isLong = length >= 1 && length <= MAX_INTEGER_BYTES && bytes.length === length;
  if (der[offset] !== 0x02 || !isLong) throw malformed();
  const isNegative = bytes[0] >= 0x80;
  const isTooLarge = length === MAX_INTEGER_BYTES && bytes[0] !== 0;
  // a zero in front stands only where the number would be negative without it
  const isPadded = bytes[0] === 0 && !(bytes[1] >= 0x80);
  if (isNegative || isPadded || isTooLarge) throw malformed();
  return bytes;
}

function malformed() {
  return new Error('The signature is not in DER');
}
