/**
 * The store of name pointers: which account has a username or has reserved it. Every change is one
 * conditional write.
 */
import {
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  type PutItemCommandInput,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { InternalError } from '../../../shared/errors';
import { type Attributes, toAttributes } from '../../../shared/table/attributes';
import { conditionalWrite } from '../../../shared/table/conditional-write';
import { keyPrefixes } from '../../../shared/table/key-prefixes';
import { readItem } from '../../../shared/table/read-item';
import { assertReadable, SCHEMA_VERSION } from '../../../shared/table/schema-version';

/** Leads from a name to an account. It is valid only while that account's `name` equals this name. */
export interface NamePointer {
  /** The normalized username. */
  readonly name: string;
  /** The id of the account. */
  readonly sub: string;
  /** `RESERVED`: the account that will get the name may not exist yet. */
  readonly state: 'RESERVED' | 'CONFIRMED';
  /**
   * When the reservation that made this pointer expires, in epoch milliseconds. It is kept after the
   * confirmation, because it distinguishes this pointer from others of the same account. It is not the
   * table's TTL attribute: DynamoDB must not delete pointers.
   */
  readonly reservedUntil: number;
}

/** A name and the account that has it. */
export type NameOwner = Pick<NamePointer, 'name' | 'sub'>;

/** Stores name pointers. */
export interface NamePointers {
  find(name: string): Promise<NamePointer | undefined>;
  /**
   * Stores a pointer for a name that has none.
   * @returns false when the name has another pointer
   */
  reserve(pointer: NamePointer): Promise<boolean>;
  /**
   * Replaces the pointer that was read.
   * @returns false when that pointer has changed since
   */
  replace(found: NamePointer, pointer: NamePointer): Promise<boolean>;
  /**
   * Marks a name as permanently assigned.
   * @returns false when it belongs to another account, or to none
   */
  confirm(owner: NameOwner): Promise<boolean>;
  /**
   * Releases a name if this account has it.
   * @param owner with `reservedUntil`: only if it is still exactly that pointer
   */
  release(owner: NameOwner & Partial<Pick<NamePointer, 'reservedUntil'>>): Promise<void>;
}

const SORT_KEY = 'NAME';
const ATTRIBUTES = ['sub', 'state', 'reservedUntil', 'v'] as const;

/** Creates a store that keeps pointers in the DynamoDB table. */
export function createDynamoNamePointers(client: DynamoDBClient, tableName: string): NamePointers {
  async function putIf(
    { name, sub, state, reservedUntil }: NamePointer,
    input: Pick<PutItemCommandInput, 'ConditionExpression' | 'ExpressionAttributeValues'>,
  ): Promise<boolean> {
    const put = new PutItemCommand({
      TableName: tableName,
      Item: {
        ...keyOf(name),
        ...toAttributes({ v: SCHEMA_VERSION, sub, state, reservedUntil }),
      },
      // if only the response was lost, a retry inside the SDK finds its own first write
      ConditionExpression: `${input.ConditionExpression} OR (${isPointer('Own')})`,
      ExpressionAttributeNames: { '#sub': 'sub', '#state': 'state' },
      ExpressionAttributeValues: {
        ...valuesOf('Own', { sub, state, reservedUntil }),
        ...input.ExpressionAttributeValues,
      },
    });
    return (await conditionalWrite(client, put)).isApplied;
  }

  return {
    async find(name) {
      const item = await readItem(client, tableName, keyOf(name), ATTRIBUTES);
      return item && toNamePointer(name, item);
    },

    reserve: (pointer) => putIf(pointer, { ConditionExpression: 'attribute_not_exists(pk)' }),

    replace: (found, pointer) =>
      putIf(pointer, {
        ConditionExpression: `(${isPointer('Found')})`,
        ExpressionAttributeValues: valuesOf('Found', found),
      }),

    async confirm({ name, sub }) {
      const update = new UpdateItemCommand({
        TableName: tableName,
        Key: keyOf(name),
        ConditionExpression: '#sub = :sub',
        UpdateExpression: 'SET #state = :confirmed',
        ExpressionAttributeNames: { '#sub': 'sub', '#state': 'state' },
        ExpressionAttributeValues: toAttributes({ ':sub': sub, ':confirmed': 'CONFIRMED' }),
      });
      return (await conditionalWrite(client, update)).isApplied;
    },

    async release({ name, sub, reservedUntil }) {
      const isSame = reservedUntil === undefined ? [] : ['reservedUntil = :until'];
      const remove = new DeleteItemCommand({
        TableName: tableName,
        Key: keyOf(name),
        ConditionExpression: ['#sub = :sub', ...isSame].join(' AND '),
        ExpressionAttributeNames: { '#sub': 'sub' },
        ExpressionAttributeValues: toAttributes({
          ':sub': sub,
          ':until': reservedUntil,
        }),
      });
      // if the condition fails, the name is already free or belongs to another account
      await conditionalWrite(client, remove);
    },
  };
}

function keyOf(name: string) {
  return toAttributes({ pk: keyPrefixes.name + name, sk: SORT_KEY });
}

/** Returns the condition that a name's pointer has the given values. */
function isPointer(values: string): string {
  return `#sub = :sub${values} AND #state = :state${values} AND reservedUntil = :until${values}`;
}

function valuesOf(values: string, { sub, state, reservedUntil }: Omit<NamePointer, 'name'>): Attributes {
  return toAttributes({
    [`:sub${values}`]: sub,
    [`:state${values}`]: state,
    [`:until${values}`]: reservedUntil,
  });
}

function toNamePointer(name: string, item: Attributes): NamePointer {
  assertReadable(item.v?.N);
  const reservedUntil = Number(item.reservedUntil?.N ?? Number.NaN);
  const state = item.state?.S;
  if (!item.sub?.S || !Number.isFinite(reservedUntil) || (state !== 'RESERVED' && state !== 'CONFIRMED')) {
    throw new InternalError('A name pointer lacks attributes');
  }
  return { name, sub: item.sub.S, state, reservedUntil };
}
