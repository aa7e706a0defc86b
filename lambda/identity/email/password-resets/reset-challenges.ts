/** The store of challenges of resets. */
import { readNumber, readText, toAttributes } from '../../../shared/table/attributes';
import { assertReadable, SCHEMA_VERSION } from '../../../shared/table/schema-version';
import type { Table } from '../../../shared/table/table';
import { MAX_CODE_ATTEMPTS } from '../account-email';
import { RESET_PURPOSE, type ResetChallenge, resetKey } from './reset-challenge';

/** Stores challenges under the digests of their ids. */
export interface ResetChallenges {
  create(digest: string, challenge: ResetChallenge): Promise<void>;
  find(digest: string): Promise<ResetChallenge | undefined>;
  /**
   * Counts one more code that is tried. Parallel codes count as well.
   * @param now epoch milliseconds
   * @returns false when no code may be tried: all were, or the challenge has expired or does not exist
   */
  countAttempt(digest: string, now: number): Promise<boolean>;
  /** Takes back the count of a code that was right, so that the same code can be sent again. */
  refundAttempt(digest: string): Promise<void>;
  delete(digest: string): Promise<void>;
}

const OWNER = 'A reset of a password';
const ATTRIBUTES = ['purpose', 'sub', 'addressDigest', 'securityVersion', 'generation', 'validUntil', 'v'];

/** Creates a store that keeps challenges in the DynamoDB table. */
export function createDynamoResetChallenges(table: Table): ResetChallenges {
  const keyOf = (digest: string) => toAttributes(resetKey(digest));
  return {
    async create(digest, { sub, addressDigest, securityVersion, generation, validUntil }) {
      await table.put({
        Item: {
          ...keyOf(digest),
          ...toAttributes({
            v: SCHEMA_VERSION,
            purpose: RESET_PURPOSE,
            sub,
            addressDigest,
            securityVersion,
            generation,
            validUntil,
            attempts: 0,
            // in seconds, for the table's deletion of expired items, which decides nothing
            expiresAt: Math.ceil(validUntil / 1000),
          }),
        },
      });
    },

    async find(digest) {
      const item = await table.read(keyOf(digest), ATTRIBUTES);
      if (item === undefined) return undefined;
      assertReadable(item.v?.N);
      if (item.purpose?.S !== RESET_PURPOSE) return undefined;
      return {
        sub: readText(item, 'sub', OWNER),
        addressDigest: readText(item, 'addressDigest', OWNER),
        securityVersion: readNumber(item, 'securityVersion', OWNER),
        generation: readNumber(item, 'generation', OWNER),
        validUntil: readNumber(item, 'validUntil', OWNER),
      };
    },

    async countAttempt(digest, now) {
      // a retry inside the SDK after a lost response counts twice, which admits fewer codes
      const written = await table.update({
        Key: keyOf(digest),
        ConditionExpression: 'purpose = :purpose AND validUntil > :now AND attempts < :max',
        UpdateExpression: 'ADD attempts :one',
        ExpressionAttributeValues: toAttributes({
          ':purpose': RESET_PURPOSE,
          ':now': now,
          ':max': MAX_CODE_ATTEMPTS,
          ':one': 1,
        }),
      });
      return written.isApplied;
    },

    async refundAttempt(digest) {
      await table.update({
        Key: keyOf(digest),
        ConditionExpression: 'attempts > :none',
        UpdateExpression: 'ADD attempts :back',
        ExpressionAttributeValues: toAttributes({ ':none': 0, ':back': -1 }),
      });
    },

    async delete(digest) {
      await table.delete({ Key: keyOf(digest) });
    },
  };
}
