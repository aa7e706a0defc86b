/** The store of challenges of second factors. */
import { type Attributes, readNumber, readText, toAttributes } from '../../shared/table/attributes';
import { assertReadable, SCHEMA_VERSION } from '../../shared/table/schema-version';
import type { Table } from '../../shared/table/table';
import {
  type ChallengePurpose,
  challengeKey,
  MAX_CHALLENGE_ATTEMPTS,
  type SecondFactorChallenge,
} from './second-factor-challenge';

/** Stores challenges under their digests. A challenge of another purpose does not exist for any method. */
export interface SecondFactorChallenges {
  create(digest: string, challenge: SecondFactorChallenge): Promise<void>;
  find(digest: string, purpose: ChallengePurpose): Promise<SecondFactorChallenge | undefined>;
  /**
   * Counts one more code that is tried. Parallel codes count as well.
   * @param now epoch milliseconds
   * @returns false when no code may be tried: all were, or the challenge has expired or does not exist
   */
  countAttempt(digest: string, purpose: ChallengePurpose, now: number): Promise<boolean>;
  /**
   * Uses a challenge up. Of parallel uses, one gets it.
   * @param now epoch milliseconds
   * @returns undefined when no code of it may be tried, or it has another purpose
   */
  use(digest: string, purpose: ChallengePurpose, now: number): Promise<SecondFactorChallenge | undefined>;
  delete(digest: string): Promise<void>;
}

const OWNER = 'A challenge';
const ATTRIBUTES = [
  'purpose',
  'sub',
  'username',
  'securityVersion',
  'passwordDigest',
  'scope',
  'device',
  'newPasswordHash',
  'replacesPassword',
  'addressDigest',
  'factor',
  'validUntil',
  'v',
];

/** The condition that a challenge is open, and its values. */
const IS_OPEN = 'purpose = :purpose AND validUntil > :now AND attempts < :max';
const openValues = (purpose: ChallengePurpose, now: number) => ({
  ':purpose': purpose,
  ':now': now,
  ':max': MAX_CHALLENGE_ATTEMPTS,
});

/** Creates a store that keeps challenges in the DynamoDB table. */
export function createDynamoSecondFactorChallenges(table: Table): SecondFactorChallenges {
  const keyOf = (digest: string) => toAttributes(challengeKey(digest));
  return {
    async create(digest, challenge) {
      await table.put({
        Item: {
          ...keyOf(digest),
          ...toAttributes({
            v: SCHEMA_VERSION,
            ...challenge,
            attempts: 0,
            // in seconds, for the table's deletion of expired items, which decides nothing
            expiresAt: Math.ceil(challenge.validUntil / 1000),
          }),
        },
      });
    },

    async find(digest, purpose) {
      const item = await table.read(keyOf(digest), ATTRIBUTES);
      if (item?.purpose?.S !== purpose) return undefined;
      return toStoredChallenge(item, purpose);
    },

    async countAttempt(digest, purpose, now) {
      // a retry inside the SDK after a lost response counts twice, which admits fewer codes
      const written = await table.update({
        Key: keyOf(digest),
        ConditionExpression: IS_OPEN,
        UpdateExpression: 'ADD attempts :one',
        ExpressionAttributeValues: toAttributes({ ...openValues(purpose, now), ':one': 1 }),
      });
      return written.isApplied;
    },

    async use(digest, purpose, now) {
      // a retry inside the SDK after a lost response finds nothing, which admits no answer
      const written = await table.delete({
        Key: keyOf(digest),
        ConditionExpression: IS_OPEN,
        ExpressionAttributeValues: toAttributes(openValues(purpose, now)),
        ReturnValues: 'ALL_OLD',
      });
      return written.isApplied ? toStoredChallenge(written.attributes, purpose) : undefined;
    },

    async delete(digest) {
      await table.delete({ Key: keyOf(digest) });
    },
  };
}

function toStoredChallenge(item: Attributes, purpose: ChallengePurpose): SecondFactorChallenge {
  assertReadable(item.v?.N);
  const { device, newPasswordHash, replacesPassword, addressDigest, factor } = item;
  return {
    purpose,
    sub: readText(item, 'sub', OWNER),
    username: readText(item, 'username', OWNER),
    securityVersion: readNumber(item, 'securityVersion', OWNER),
    passwordDigest: readText(item, 'passwordDigest', OWNER),
    scope: readText(item, 'scope', OWNER),
    ...(device?.S !== undefined && { device: device.S }),
    ...(newPasswordHash?.S !== undefined && { newPasswordHash: newPasswordHash.S }),
    ...(replacesPassword?.BOOL && { replacesPassword: true }),
    ...(addressDigest?.S !== undefined && { addressDigest: addressDigest.S }),
    ...(factor?.S !== undefined && { factor: factor.S }),
    validUntil: readNumber(item, 'validUntil', OWNER),
  };
}
