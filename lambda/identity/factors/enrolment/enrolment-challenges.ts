/** The challenges of enrolments, as far as the function that issues their secrets may read and change them. */
import { readNumber, readText, toAttributes } from '../../../shared/table/attributes';
import { assertReadable } from '../../../shared/table/schema-version';
import type { Table } from '../../../shared/table/table';
import { challengeKey } from '../second-factor-challenge';
import { ENROLMENT, type EnrolmentBinding, MAX_ENROLMENT_SECRETS } from './enrolment-challenge';

/** The attributes to read: neither the hash of a new password nor the guesses. The role allows no others. */
export const READ_ATTRIBUTES = [
  'purpose',
  'sub',
  'username',
  'securityVersion',
  'passwordDigest',
  'scope',
  'device',
  'addressDigest',
  'factor',
  'validUntil',
  'v',
] as const;

/** The attributes that the count of secrets names. The role allows no others. */
export const COUNT_ATTRIBUTES = ['purpose', 'validUntil', 'factor', 'secrets'] as const;

/** Reads challenges of enrolments, and names their secrets. A challenge of another purpose does not exist. */
export interface EnrolmentChallenges {
  find(digest: string): Promise<EnrolmentBinding | undefined>;
  /**
   * Names the secret that the challenge confirms, in place of the one before, which is void from then on.
   * @param now epoch milliseconds
   * @returns false when as many secrets were issued as the limit allows, or the challenge has expired or does not exist
   */
  nameFactor(digest: string, id: string, now: number): Promise<boolean>;
}

const OWNER = 'A challenge of an enrolment';

/** Creates a store in the DynamoDB table. */
export function createDynamoEnrolmentChallenges(table: Table): EnrolmentChallenges {
  const keyOf = (digest: string) => toAttributes(challengeKey(digest));
  return {
    async find(digest) {
      const item = await table.read(keyOf(digest), READ_ATTRIBUTES);
      if (item?.purpose?.S !== ENROLMENT) return undefined;
      assertReadable(item.v?.N);
      const { device, addressDigest, factor } = item;
      return {
        sub: readText(item, 'sub', OWNER),
        username: readText(item, 'username', OWNER),
        securityVersion: readNumber(item, 'securityVersion', OWNER),
        passwordDigest: readText(item, 'passwordDigest', OWNER),
        scope: readText(item, 'scope', OWNER),
        ...(device?.S !== undefined && { device: device.S }),
        ...(addressDigest?.S !== undefined && { addressDigest: addressDigest.S }),
        ...(factor?.S !== undefined && { factor: factor.S }),
        validUntil: readNumber(item, 'validUntil', OWNER),
      };
    },

    async nameFactor(digest, id, now) {
      // a retry inside the SDK after a lost response counts twice, which issues fewer secrets
      const written = await table.update({
        Key: keyOf(digest),
        ConditionExpression:
          'purpose = :purpose AND validUntil > :now AND (attribute_not_exists(secrets) OR secrets < :max)',
        UpdateExpression: 'SET factor = :factor ADD secrets :one',
        ExpressionAttributeValues: toAttributes({
          ':purpose': ENROLMENT,
          ':now': now,
          ':max': MAX_ENROLMENT_SECRETS,
          ':factor': id,
          ':one': 1,
        }),
      });
      return written.isApplied;
    },
  };
}
