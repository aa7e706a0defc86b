/** Fetches a public key from KMS and binds it to the one algorithm of access tokens. */
import { webcrypto } from 'node:crypto';
import type { AwsClient } from '../aws/aws-client';
import { getPublicKey } from '../aws/get-public-key';
import type { FetchVerificationKey } from './verification-keys';

/** RS256 (RFC 7518 section 3.3). */
const RS256 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const;

/** The shortest modulus that RS256 may be used with, in bits (RFC 7518 section 3.3). */
const MIN_MODULUS_BITS = 2048;

/**
 * Makes the fetch for a KMS client. The keys are extractable, being public, and good for nothing but RS256.
 *
 * It rejects with AwsCallError, or with Error when the key is no RSA signing key of 2048 bits or more.
 */
export function createKeyFetch(kms: AwsClient): FetchVerificationKey {
  return async (keyId) => {
    const key = await importRs256Key(await getPublicKey(kms, keyId));
    if (!key || (key.algorithm as webcrypto.RsaHashedKeyAlgorithm).modulusLength < MIN_MODULUS_BITS) {
      throw new Error(
        `The KMS key ${keyId} can't verify RS256: use an RSA key of ${MIN_MODULUS_BITS} bits or more`,
      );
    }
    return key;
  };
}

async function importRs256Key(spki: Buffer): Promise<webcrypto.CryptoKey | undefined> {
  try {
    return await webcrypto.subtle.importKey('spki', spki, RS256, true, ['verify']);
  } catch {
    return undefined;
  }
}
