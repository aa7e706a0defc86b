/** Hashes names that must not be logged as they are: somebody may have typed a password into the name's field. */

import { createHmac } from 'node:crypto';
import { GenerateMacCommand, type KMSClient } from '@aws-sdk/client-kms';
import { InternalError } from '../shared/errors';
import { callAws } from '../shared/sdk/call-aws';

/** Gives the same short text for the same name; without the key nobody can guess their way back. */
export type NameHasher = (name: string) => Promise<string>;

/** What the KMS key authenticates to give this purpose a key of its own. */
const PURPOSE = 'latchkey/name-hash/v1';

/** Makes the hasher. Its key is derived from a KMS HMAC key once per process, at the first name. */
export function createKmsNameHasher(client: KMSClient, keyId: string): NameHasher {
  let key: Promise<Uint8Array> | undefined;

  async function deriveKey(): Promise<Uint8Array> {
    const command = new GenerateMacCommand({
      KeyId: keyId,
      MacAlgorithm: 'HMAC_SHA_256',
      Message: Buffer.from(PURPOSE),
    });
    const { Mac: mac } = await callAws((options) => client.send(command, options));
    if (!mac) throw new InternalError('KMS answered without a MAC');
    return mac;
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
