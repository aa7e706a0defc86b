/** Checks the rights that a function has on keys of KMS: by dry runs, which make no signature and no MAC. */
import type { AwsClient } from '../aws/aws-client';
import { type Checks, expectRefusal } from './run-checks';

/**
 * What KMS answers to a dry run that would have worked.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/testing-permissions.html
 */
const DRY_RUN = 'DryRunOperationException';

const DIGEST = Buffer.alloc(32).toString('base64');

/** Checks that a key signs as tokens are signed. */
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

/** Checks that a key makes MACs as names are hashed. */
export function generateMacCheck(kms: AwsClient, keyId: string): Checks {
  const input = { KeyId: keyId, Message: DIGEST, MacAlgorithm: 'HMAC_SHA_256', DryRun: true };
  return { [`kms:GenerateMac on ${keyId}`]: () => expectRefusal(kms.call('GenerateMac', input), DRY_RUN) };
}
