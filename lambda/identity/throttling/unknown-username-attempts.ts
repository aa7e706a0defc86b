/**
 * The store of attempts on usernames without an account. They are counted like those on accounts, so that
 * responses do not distinguish the two.
 */
import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { toAttributes } from '../../shared/table/attributes';
import { conditionalWrite } from '../../shared/table/conditional-write';
import { keyPrefixes } from '../../shared/table/key-prefixes';
import { readItem } from '../../shared/table/read-item';
import { SCHEMA_VERSION } from '../../shared/table/schema-version';
import { type AttemptReservation, reservationUpdate, toAttempts } from './attempt-update';
import type { AttemptLimits, Attempts } from './backoff';

/** Stores these attempts under keyed hashes of the names. */
export interface UnknownUsernameAttempts {
  find(nameHash: string): Promise<Attempts>;
  /**
   * Counts one more attempt.
   * @returns false when other attempts were counted after the reservation was made
   */
  reserve(nameHash: string, reservation: AttemptReservation): Promise<boolean>;
}

/**
 * Returns when all failures are forgiven, in epoch seconds: after that, the item makes no difference. A free
 * attempt counts at most one failure above the free ones, see `reservationUpdate`.
 */
function expiryOf({ at, failures, freeFailures }: AttemptReservation, quietPeriodMs: number): number {
  const most = Math.max(failures, freeFailures) + 1;
  return Math.ceil((at + most * quietPeriodMs) / 1000);
}

/** Creates a store that keeps attempts in the DynamoDB table. @param limits which forgive the attempts */
export function createDynamoUnknownUsernameAttempts(
  client: DynamoDBClient,
  tableName: string,
  { quietPeriodMs }: Pick<AttemptLimits, 'quietPeriodMs'>,
): UnknownUsernameAttempts {
  const keyOf = (nameHash: string) =>
    toAttributes({
      pk: `${keyPrefixes.throttle}account#${nameHash}`,
      sk: 'THROTTLE',
    });

  return {
    async find(nameHash) {
      const item = await readItem(client, tableName, keyOf(nameHash), ['failures', 'lastAttemptAt']);
      return toAttempts(item);
    },

    async reserve(nameHash, reservation) {
      const { condition, assignments, values } = reservationUpdate(reservation);
      const update = new UpdateItemCommand({
        TableName: tableName,
        Key: keyOf(nameHash),
        ConditionExpression: `attribute_not_exists(failures) OR ${condition('failures', 'lastAttemptAt')}`,
        UpdateExpression: `SET v = :v, expiresAt = :expiresAt, ${assignments('failures', 'lastAttemptAt')}`,
        ExpressionAttributeValues: toAttributes({
          ...values,
          ':v': SCHEMA_VERSION,
          ':expiresAt': expiryOf(reservation, quietPeriodMs),
        }),
      });
      return (await conditionalWrite(client, update)).isApplied;
    },
  };
}
