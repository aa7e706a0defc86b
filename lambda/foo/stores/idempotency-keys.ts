/**
 * The store of idempotency keys and the resource that each first created, so that a repeated request creates
 * nothing twice.
 */

import { createHash } from 'node:crypto';
import { type DynamoDBClient, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { ConcurrentChangeError, InternalError } from '../../shared/errors';
import { toAttributes } from '../../shared/table/attributes';
import { conditionalWrite } from '../../shared/table/conditional-write';
import { keyPrefixes } from '../../shared/table/key-prefixes';
import { readItem } from '../../shared/table/read-item';
import { assertReadable, SCHEMA_VERSION } from '../../shared/table/schema-version';

/** The resource that the first request with a key creates. */
export interface Reservation {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** A digest of the first request's body. */
  readonly bodyDigest: string;
  /** When the key becomes free again, in epoch seconds. */
  readonly expiresAt: number;
  /** Whether the resource was deleted, or is about to be. @default false */
  readonly isSpent?: boolean;
}

/** The store of reservations. */
export interface IdempotencyKeys {
  /**
   * Reserves a key for the resource that this request is about to create.
   * @param nowSeconds epoch seconds
   * @returns the reservation in force: this one, or that of an earlier request with the same key
   * @throws ConcurrentChangeError when the earlier reservation was removed meanwhile
   */
  reserve(sub: string, key: string, reservation: Reservation, nowSeconds: number): Promise<Reservation>;
  /**
   * Reads the reservation of a key.
   * @param nowSeconds epoch seconds
   * @returns undefined for a free key
   */
  find(sub: string, key: string, nowSeconds: number): Promise<Reservation | undefined>;
  /**
   * Marks a key's resource as about to be deleted, so that no request with the key creates it again.
   * @param place the return value of `placeOf` for the key
   * @param id the id of the deleted resource; a later reservation of the same key stays as it is
   */
  spend(sub: string, place: string, id: string): Promise<void>;
}

/** Returns the storage key of a reservation: a digest, which reveals nothing of the client's key. */
export function placeOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}

const ATTRIBUTES = ['id', 'createdAt', 'bodyDigest', 'expiresAt', 'isSpent', 'v'] as const;

const keyOf = (sub: string, place: string) => toAttributes({ pk: keyPrefixes.idempotency + sub, sk: place });

/** Creates the store on the DynamoDB table. */
export function createDynamoIdempotencyKeys(client: DynamoDBClient, tableName: string): IdempotencyKeys {
  async function read(sub: string, key: string): Promise<Reservation | undefined> {
    const item = await readItem(client, tableName, keyOf(sub, placeOf(key)), ATTRIBUTES);
    if (!item) return undefined;
    assertReadable(item.v?.N);
    const { id, createdAt, bodyDigest, expiresAt, isSpent } = item;
    if (!id?.S || !createdAt?.S || !bodyDigest?.S || !expiresAt?.N) {
      throw new InternalError('A reservation lacks attributes');
    }
    return {
      id: id.S,
      createdAt: createdAt.S,
      bodyDigest: bodyDigest.S,
      expiresAt: Number(expiresAt.N),
      ...(isSpent?.BOOL === true && { isSpent: true }),
    };
  }

  return {
    async find(sub, key, nowSeconds) {
      const found = await read(sub, key);
      // DynamoDB deletes expired items late.
      return found && found.expiresAt > nowSeconds ? found : undefined;
    },

    async reserve(sub, key, reservation, nowSeconds) {
      const put = new PutItemCommand({
        TableName: tableName,
        Item: {
          ...keyOf(sub, placeOf(key)),
          ...toAttributes({
            v: SCHEMA_VERSION,
            id: reservation.id,
            createdAt: reservation.createdAt,
            bodyDigest: reservation.bodyDigest,
            expiresAt: reservation.expiresAt,
          }),
        },
        // DynamoDB deletes expired items late.
        ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now',
        ExpressionAttributeValues: toAttributes({ ':now': nowSeconds }),
      });
      if ((await conditionalWrite(client, put)).isApplied) return reservation;
      const holding = await read(sub, key);
      // The deletion of an account removes its keys.
      if (!holding)
        throw new ConcurrentChangeError('A reservation was deleted between its write and its read');
      return holding;
    },

    async spend(sub, place, id) {
      const update = new UpdateItemCommand({
        TableName: tableName,
        Key: keyOf(sub, place),
        ConditionExpression: 'id = :id',
        UpdateExpression: 'SET isSpent = :yes',
        ExpressionAttributeValues: toAttributes({ ':id': id, ':yes': true }),
      });
      await conditionalWrite(client, update);
    },
  };
}
