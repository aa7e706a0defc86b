/** Finds keys of Ed25519 under which an attacker can sign without a private key. Node.js 20 accepts such signatures. */

/** The prime of the field: 2^255 - 19. */
const PRIME = 2n ** 255n - 19n;

/** A coordinate of a point of order 8. The other such points have the same one, or its negative. */
const EIGHTH = 0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n;

/** The y coordinates of the eight points whose order divides 8, by order: 1, 2, 4, and 8. */
const SMALL_ORDER = [1n, PRIME - 1n, 0n, EIGHTH, PRIME - EIGHTH];

/**
 * Whether a key is a point of small order, or is spelled in a form that RFC 8032 section 5.1.3 does not allow. Signatures
 * under a key of small order need no private key.
 * @param key 32 bytes
 */
export function hasSmallOrder(key: Uint8Array): boolean {
  // the highest bit is the sign of x
  const y = BigInt(`0x${Buffer.from(key).reverse().toString('hex')}`) & (2n ** 255n - 1n);
  return y >= PRIME || SMALL_ORDER.includes(y);
}
