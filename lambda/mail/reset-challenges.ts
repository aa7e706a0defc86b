/** Reads the challenges of resets. The function has no access to their attempts. */
import type { ResetChallenge } from '../identity/email/password-resets/reset-challenge';
import { digestResetId, RESET_PURPOSE, resetKey } from '../identity/email/password-resets/reset-challenge';
import type { AwsClient } from '../shared/aws/aws-client';
import { getItem } from '../shared/aws/get-item';
import { readNumber, readText } from '../shared/table/attributes';
import { assertReadable } from '../shared/table/schema-version';

/** Reads challenges. Its reads are strongly consistent. */
export interface ResetReader {
  /** Returns undefined when the challenge does not exist. @throws AwsCallError */
  find(resetId: string): Promise<ResetChallenge | undefined>;
}

const OWNER = 'A reset of a password';

/** The only attributes that the role may read. */
const ATTRIBUTES = ['purpose', 'sub', 'addressDigest', 'securityVersion', 'generation', 'validUntil', 'v'];

/** Creates a reader of the table. */
export function createResetReader(dynamodb: AwsClient, tableName: string): ResetReader {
  return {
    async find(resetId) {
      const key = resetKey(digestResetId(resetId));
      const item = await getItem(dynamodb, { tableName, ...key, attributes: ATTRIBUTES });
      if (item === undefined) return undefined;
      assertReadable(item.v?.N);
      if (item.purpose?.S !== RESET_PURPOSE) return undefined;
      const attributes = item as Parameters<typeof readText>[0];
      return {
        sub: readText(attributes, 'sub', OWNER),
        addressDigest: readText(attributes, 'addressDigest', OWNER),
        securityVersion: readNumber(attributes, 'securityVersion', OWNER),
        generation: readNumber(attributes, 'generation', OWNER),
        validUntil: readNumber(attributes, 'validUntil', OWNER),
      };
    },
  };
}
