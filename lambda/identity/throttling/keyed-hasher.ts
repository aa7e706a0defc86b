/** Hashes names before they are logged: a user may have typed a password into the username field. */

import { createHmac } from 'node:crypto';
import type { AwsClient } from '../../shared/aws/aws-client';
import { callOrUnavailable } from '../../shared/aws/call-or-unavailable';
import { hasCode, InternalError } from '../../shared/errors';

/** Returns the same short string for the same name. Without the key, the name cannot be guessed from it. */
export type KeyedHasher = (name: string) => Promise<string>;

/** The message whose KMS MAC is the key for only this purpose. */
const PURPOSE = 'latchkey/name-hash/v1';

/** Creates the hasher. Its key is derived from a KMS HMAC key once per process, at the first name. */
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

  /**
   * Derives the key, with one retry. Instances call KMS while they start, and a burst of requests starts many
   * at once.
   */
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
