/** Reads the challenges of enrolments. The function has no access to their codes and their passwords. */
import { ENROLMENT } from '../identity/factors/enrolment/enrolment-challenge';
import { challengeKey, type SecondFactorChallenge } from '../identity/factors/second-factor-challenge';
import type { AwsClient } from '../shared/aws/aws-client';
import { type Attributes, readNumber, readText } from '../shared/table/attributes';
import { project } from '../shared/table/project';
import { assertReadable } from '../shared/table/schema-version';

/** What the mail of a challenge depends on. */
export type MailedEnrolment = Pick<
  SecondFactorChallenge,
  'sub' | 'addressDigest' | 'securityVersion' | 'validUntil'
>;

/** Reads challenges. Its reads are strongly consistent. */
export interface EnrolmentReader {
  /**
   * Returns undefined when the challenge does not exist, and for one of another purpose.
   * @param digest the digest of the challenge
   * @throws AwsCallError
   */
  find(digest: string): Promise<MailedEnrolment | undefined>;
}

const OWNER = 'A challenge of an enrolment';

/** The role may read no others. */
const ATTRIBUTES = ['purpose', 'sub', 'addressDigest', 'securityVersion', 'validUntil', 'v'];

/** Creates a reader of the table. */
export function createEnrolmentReader(dynamodb: AwsClient, tableName: string): EnrolmentReader {
  return {
    async find(digest) {
      const { pk, sk } = challengeKey(digest);
      const { Item: item } = await dynamodb.call('GetItem', {
        TableName: tableName,
        Key: { pk: { S: pk }, sk: { S: sk } },
        ConsistentRead: true,
        ...project(ATTRIBUTES),
      });
      const attributes = item as Attributes | undefined;
      if (attributes?.purpose?.S !== ENROLMENT) return undefined;
      assertReadable(attributes.v?.N);
      return {
        sub: readText(attributes, 'sub', OWNER),
        addressDigest: attributes.addressDigest?.S,
        securityVersion: readNumber(attributes, 'securityVersion', OWNER),
        validUntil: readNumber(attributes, 'validUntil', OWNER),
      };
    },
  };
}
