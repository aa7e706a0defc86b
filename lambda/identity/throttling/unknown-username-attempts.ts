/** The store of attempts on names that no account has: counted like those on accounts, so that the two look alike. */
import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { toAttributes } from '../../shared/table/attributes';
import { conditionalWrite } from '../../shared/table/conditional-write';
import { keyPrefixes } from '../../shared/table/key-prefixes';
import { readItem } from '../../shared/table/read-item';
import { SCHEMA_VERSION } from '../../shared/table/schema-version';
import { type AttemptReservation, reservationUpdate, toAttempts } from './attempt-update';
import type { AttemptLimits, Attempts } from './backoff';

/** Where these attempts are kept: under keyed hashes of the names. */
export interface UnknownUsernameAttempts {
  find(nameHash: string): Promise<Attempts>;
  /**
   * Counts one attempt more.
   * @returns false when there were others since the reservation was made out
   */
  reserve(nameHash: string, reservation: AttemptReservation): Promise<boolean>;
}

/**
 * When all failures are forgiven, in epoch seconds: from then on an item and none are the same. An attempt that is free counts one
 * failure at most above the free ones, see `reservationUpdate`.
 */
function expiryOf({ at, failures, freeFailures }: AttemptReservation, quietPeriodMs: number): number {
  const most = Math.max(failures, freeFailures) + 1;
  return Math.ceil((at + most * quietPeriodMs) / 1000);
}

/** Keeps attempts in the DynamoDB table. @param limits by which they are forgiven */
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
