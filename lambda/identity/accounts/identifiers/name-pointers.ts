/** The store of name pointers: which account has a username, or is about to get it. Every change is one conditional write. */
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

/** Leads from a name to an account. It counts only while that account's own `name` is this one. */
export interface NamePointer {
  /** The normalised username. */
  readonly name: string;
  /** The id of the account. */
  readonly sub: string;
  /** `RESERVED`: the account that shall get the name may not exist yet. */
  readonly state: 'RESERVED' | 'CONFIRMED';
  /**
   * When the reservation that made this pointer ends, in epoch milliseconds. It stays after the confirmation, since it tells this
   * pointer from an earlier or later one of the same account. Never the table's TTL attribute: DynamoDB must not delete pointers.
   */
  readonly reservedUntil: number;
}

/** Whose name it is. */
export type NameOwner = Pick<NamePointer, 'name' | 'sub'>;

/** Where pointers are kept. */
export interface NamePointers {
  find(name: string): Promise<NamePointer | undefined>;
  /**
   * Puts a pointer for a name that has none.
   * @returns false when it has another one
   */
  reserve(pointer: NamePointer): Promise<boolean>;
  /**
   * Puts a pointer in the place of the one that was read.
   * @returns false when that one has changed since
   */
  replace(found: NamePointer, pointer: NamePointer): Promise<boolean>;
  /**
   * Marks a name as given for good.
   * @returns false when it belongs to another account, or to none
   */
  confirm(owner: NameOwner): Promise<boolean>;
  /** Frees a name if it is this account's. @param owner with `reservedUntil`: only if it is still that very pointer */
  release(owner: NameOwner & Partial<Pick<NamePointer, 'reservedUntil'>>): Promise<void>;
}

const SORT_KEY = 'NAME';
const ATTRIBUTES = ['sub', 'state', 'reservedUntil', 'v'] as const;

/** Keeps pointers in the DynamoDB table. */
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
      // a retry inside the SDK meets its own first write when only the answer was lost
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
      // otherwise it is free already, or another account's by now
      await conditionalWrite(client, remove);
    },
  };
}

function keyOf(name: string) {
  return toAttributes({ pk: keyPrefixes.name + name, sk: SORT_KEY });
}

/** The condition that a name's pointer is the one whose values are given. */
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
