/** Reads the public half of an asymmetric KMS key without an SDK. */
import type { AwsClient } from './aws-client';

/**
 * Returns the public key as a DER-encoded SubjectPublicKeyInfo (RFC 5280 section 4.1).
 *
 * @param keyId a KMS key's id
 * @throws AwsCallError, or Error when the key is not a signing key
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GetPublicKey.html
 */
export async function getPublicKey(client: AwsClient, keyId: string): Promise<Buffer> {
  const { PublicKey, KeyUsage } = await client.call('GetPublicKey', { KeyId: keyId });
  if (typeof PublicKey !== 'string' || KeyUsage !== 'SIGN_VERIFY') {
    throw new Error(
      `The KMS key ${keyId} is not a signing key: list only keys with the key usage SIGN_VERIFY`,
    );
  }
  return Buffer.from(PublicKey, 'base64');
}
