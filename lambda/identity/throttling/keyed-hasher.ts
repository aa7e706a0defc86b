/** Hashes names that must not be logged as they are: somebody may have typed a password into the name's field. */

import { createHmac } from 'node:crypto';
import type { AwsClient } from '../../shared/aws/aws-client';
import { callOrUnavailable } from '../../shared/aws/call-or-unavailable';
import { hasCode, InternalError } from '../../shared/errors';

/** Gives the same short text for the same name; without the key nobody can guess their way back. */
export type KeyedHasher = (name: string) => Promise<string>;

/** What the KMS key authenticates to give this purpose a key of its own. */
const PURPOSE = 'latchkey/name-hash/v1';

/** Makes the hasher. Its key is derived from a KMS HMAC key once per process, at the first name. */
export function createKmsKeyedHasher(kms: AwsClient, keyId: string): KeyedHasher {
  let key: Promise<Buffer> | undefined;

  async function generateMac(): Promise<Buffer> {
    const { Mac: mac } = await callOrUnavailable(
      kms.call('GenerateMac', {
        KeyId: keyId,
        MacAlgorithm: 'HMAC_SHA_256',
        Message: Buffer.from(PURPOSE).toString('base64'),
      }),
    );
    if (typeof mac !== 'string') throw new InternalError('KMS answered without a MAC');
    return Buffer.from(mac, 'base64');
  }

  /** Asks twice: an instance asks while it starts, and with many others when a burst of requests starts them all. */
  async function deriveKey(): Promise<Buffer> {
    return generateMac().catch((error) => {
      if (hasCode(error, 'DEPENDENCY_UNAVAILABLE')) return generateMac();
      throw error;
    });
  }

  return async (name) => {
    key ??= deriveKey().catch((error) => {
      key = undefined;
      throw error;
    });
    return createHmac('sha256', await key)
      .update(name)
      .digest('base64url')
      .slice(0, 22);
  };
}
