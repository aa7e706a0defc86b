/** Remembers what an `Idempotency-Key` was first used for, so that a repeated request does nothing twice. */

import { createHash } from 'node:crypto';
import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { InternalError } from '../shared/errors';
import { callAws } from '../shared/sdk/call-aws';
import { isFailedCondition } from '../shared/table/is-failed-condition';
import { keyPrefixes } from '../shared/table/key-prefixes';
import { assertReadable, SCHEMA_VERSION } from '../shared/table/schema-version';

/** What the first request with a key set out to create. */
export interface Reservation {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** A digest of the first request's body. */
  readonly bodyDigest: string;
  /** Epoch seconds, from when on the key is free again. */
  readonly expiresAt: number;
}

/** Where reservations are kept. */
export interface IdempotencyKeys {
  /**
   * Reserves a key for what this request is about to create.
   * @param nowSeconds epoch seconds
   * @returns the reservation that holds: this one, or that of an earlier request with the same key
   */
  reserve(sub: string, key: string, reservation: Reservation, nowSeconds: number): Promise<Reservation>;
}

/** Keeps reservations in the DynamoDB table, under digests of the keys, which tell nothing of what clients put into them. */
export function createDynamoIdempotencyKeys(client: DynamoDBClient, tableName: string): IdempotencyKeys {
  return {
    async reserve(sub, key, reservation, nowSeconds) {
      const itemKey = {
        pk: { S: keyPrefixes.idempotency + sub },
        sk: { S: createHash('sha256').update(key).digest('base64url') },
      };
      const put = new PutItemCommand({
        TableName: tableName,
        Item: {
          ...itemKey,
          v: { N: String(SCHEMA_VERSION) },
          id: { S: reservation.id },
          createdAt: { S: reservation.createdAt },
          bodyDigest: { S: reservation.bodyDigest },
          expiresAt: { N: String(reservation.expiresAt) },
        },
        // DynamoDB deletes expired items late
        ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now',
        ExpressionAttributeValues: { ':now': { N: String(nowSeconds) } },
      });
      try {
        await callAws((options) => client.send(put, options));
        return reservation;
      } catch (error) {
        if (!isFailedCondition(error)) throw error;
      }
      const { Item: item } = await callAws((options) =>
        client.send(
          new GetItemCommand({
            TableName: tableName,
            Key: itemKey,
            ConsistentRead: true,
            ProjectionExpression: 'id, createdAt, bodyDigest, expiresAt, v',
          }),
          options,
        ),
      );
      assertReadable(item?.v?.N);
      const { id, createdAt, bodyDigest, expiresAt } = item ?? {};
      if (!id?.S || !createdAt?.S || !bodyDigest?.S || !expiresAt?.N) {
        throw new InternalError('A reservation lacks attributes');
      }
      return {
        id: id.S,
        createdAt: createdAt.S,
        bodyDigest: bodyDigest.S,
        expiresAt: Number(expiresAt.N),
      };
    },
  };
}
