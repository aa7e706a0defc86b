/** Imports a public key and binds it to the one algorithm of access tokens. */
import type { webcrypto } from 'node:crypto';

/** RS256 (RFC 7518 section 3.3). */
const RS256 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const;

/** The shortest modulus that RS256 may be used with, in bits (RFC 7518 section 3.3). */
const MIN_MODULUS_BITS = 2048;

/**
 * Imports a DER-encoded SubjectPublicKeyInfo (RFC 5280 section 4.1) in base64. The key is extractable, being public, and good for
 * nothing but RS256.
 *
 * It uses the global `crypto`: to load `node:crypto` would take a good part of a function's start.
 *
 * @param keyId for the message of a failure
 * @throws Error when it is not an RSA key of 2048 bits or more
 */
export async function importPublicKey(keyId: string, spki: string): Promise<webcrypto.CryptoKey> {
  const key = await crypto.subtle
    .importKey('spki', Buffer.from(spki, 'base64'), RS256, true, ['verify'])
    .catch(() => undefined);
  if (!key || (key.algorithm as webcrypto.RsaHashedKeyAlgorithm).modulusLength < MIN_MODULUS_BITS) {
    throw new Error(
      `The KMS key ${keyId} can't verify RS256: use an RSA key of ${MIN_MODULUS_BITS} bits or more`,
    );
  }
  return key;
}
