/** Reads the public keys of KMS key pairs, for the functions that verify signatures with them. */
import { isAwsCallError } from '../shared/aws/aws-call-error';
import type { AwsClient } from '../shared/aws/aws-client';
import { getPublicKey } from '../shared/aws/get-public-key';
import { importPublicKey } from '../shared/tokens/import-public-key';
import type { Attributes } from './answer-custom-resource';

/** The dependencies of the operation. */
export interface ReadPublicKeysDependencies {
  readonly kms: AwsClient;
  /** The time in milliseconds. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/**
 * How long a denied call is retried, in milliseconds. The same deployment creates the role's policy, and IAM
 * is eventually consistent.
 * @see
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
 */
const PATIENCE_MS = 60_000;

const PAUSE_MS = 2_000;

/**
 * Creates the operation. It takes the property `KeyIds`, a list of ids. It returns the attribute
 * `PublicKeys`, a JSON object with the DER-encoded key in base64 for each id.
 *
 * It rejects with AwsCallError, or with Error for a key that cannot verify RS256.
 */
export function readPublicKeys({ kms, now, sleep }: ReadPublicKeysDependencies) {
  async function readPatiently(keyId: string, giveUpAt: number): Promise<Buffer> {
    for (;;) {
      try {
        return await getPublicKey(kms, keyId);
      } catch (error) {
        const mayPass = isAwsCallError(error) && (error.kind === 'denied' || error.transient);
        if (!mayPass || now() + PAUSE_MS > giveUpAt) throw error;
        await sleep(PAUSE_MS);
      }
    }
  }

  return async ({ KeyIds: keyIds }: Readonly<Record<string, unknown>>): Promise<Attributes> => {
    if (!Array.isArray(keyIds) || !keyIds.every((keyId) => typeof keyId === 'string')) {
      throw new Error('KeyIds must be a list of key ids');
    }
    const giveUpAt = now() + PATIENCE_MS;
    const entries = keyIds.map(async (keyId: string) => {
      const key = (await readPatiently(keyId, giveUpAt)).toString('base64');
      // An unusable key fails the deployment instead of the functions.
      await importPublicKey(keyId, key);
      return [keyId, key] as const;
    });
    return { PublicKeys: JSON.stringify(Object.fromEntries(await Promise.all(entries))) };
  };
}
