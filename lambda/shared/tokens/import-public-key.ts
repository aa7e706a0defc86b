/** Imports a public key and binds it to the one algorithm of access tokens. */
import type { webcrypto } from 'node:crypto';

/** RS256 (RFC 7518 section 3.3). */
const RS256 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const;

/** The shortest modulus that RS256 allows, in bits (RFC 7518 section 3.3). */
const MIN_MODULUS_BITS = 2048;

/**
 * Imports a DER-encoded SubjectPublicKeyInfo (RFC 5280 section 4.1) in base64. The key is public and
 * therefore extractable. It can verify RS256 signatures and nothing else.
 *
 * It uses the global `crypto`: loading `node:crypto` would take a good part of a function's start.
 *
 * @param keyId the key's id, for the message of an error
 * @throws Error when it is not an RSA key of 2048 bits or more
 */
export async function importPublicKey(keyId: string, spki: string): Promise<webcrypto.CryptoKey> {
  const key = await crypto.subtle
    .importKey('spki', Buffer.from(spki, 'base64'), RS256, true, ['verify'])
    .catch(() => undefined);
  if (!key || (key.algorithm as webcrypto.RsaHashedKeyAlgorithm).modulusLength < MIN_MODULUS_BITS) {
    throw new Error(
      `The KMS key ${keyId} cannot verify RS256: use an RSA key of ${MIN_MODULUS_BITS} bits or more`,
    );
  }
  return key;
}
