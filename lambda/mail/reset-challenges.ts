/** Reads the challenges of resets. The function has no access to their attempts. */
import type { ResetChallenge } from '../identity/email/password-resets/reset-challenge';
import { digestResetId, RESET_PURPOSE, resetKey } from '../identity/email/password-resets/reset-challenge';
import type { AwsClient } from '../shared/aws/aws-client';
import { type Attributes, readNumber, readText } from '../shared/table/attributes';
import { project } from '../shared/table/project';
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
      const { pk, sk } = resetKey(digestResetId(resetId));
      const { Item: item } = await dynamodb.call('GetItem', {
        TableName: tableName,
        Key: { pk: { S: pk }, sk: { S: sk } },
        ConsistentRead: true,
        ...project(ATTRIBUTES),
      });
      if (item === undefined) return undefined;
      const attributes = item as Attributes;
      assertReadable(attributes.v?.N);
      if (attributes.purpose?.S !== RESET_PURPOSE) return undefined;
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
