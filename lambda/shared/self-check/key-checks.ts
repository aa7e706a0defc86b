/** Checks a function's permissions on KMS keys with dry runs, which create no signature, no MAC and no ciphertext. */
import type { AwsClient } from '../aws/aws-client';
import { type Checks, expectRefusal } from './run-checks';

/**
 * KMS's response to a dry run of a call that would have succeeded.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/testing-permissions.html
 */
const DRY_RUN = 'DryRunOperationException';

const DIGEST = Buffer.alloc(32).toString('base64');

/** Checks that a key signs with the algorithm of the access tokens. */
export function signCheck(kms: AwsClient, keyId: string): Checks {
  const input = {
    KeyId: keyId,
    Message: DIGEST,
    MessageType: 'DIGEST',
    SigningAlgorithm: 'RSASSA_PKCS1_V1_5_SHA_256',
    DryRun: true,
  };
  return { [`kms:Sign on ${keyId}`]: () => expectRefusal(kms.call('Sign', input), DRY_RUN) };
}

/** Checks that a key creates MACs with the algorithm of the name hashes. */
export function generateMacCheck(kms: AwsClient, keyId: string): Checks {
  const input = { KeyId: keyId, Message: DIGEST, MacAlgorithm: 'HMAC_SHA_256', DryRun: true };
  return { [`kms:GenerateMac on ${keyId}`]: () => expectRefusal(kms.call('GenerateMac', input), DRY_RUN) };
}

/** The encryption context of a factor's secret that does not exist. */
const NO_FACTOR = { purpose: 'totp', sub: 'SELF_CHECK', factor: 'SELF_CHECK' };

/** Checks that a key encrypts the secrets of authenticator apps. */
export function encryptCheck(kms: AwsClient, keyId: string): Checks {
  const input = { KeyId: keyId, Plaintext: DIGEST, EncryptionContext: NO_FACTOR, DryRun: true };
  return { [`kms:Encrypt on ${keyId}`]: () => expectRefusal(kms.call('Encrypt', input), DRY_RUN) };
}

/** Checks that a key decrypts the secrets of authenticator apps. A dry run needs none of them. */
export function decryptCheck(kms: AwsClient, keyId: string): Checks {
  const input = {
    KeyId: keyId,
    EncryptionContext: NO_FACTOR,
    DryRun: true,
    DryRunModifiers: ['IGNORE_CIPHERTEXT'],
  };
  return { [`kms:Decrypt on ${keyId}`]: () => expectRefusal(kms.call('Decrypt', input), DRY_RUN) };
}
