/**
 * The store of identifier pointers: which account has a username or an e-mail address, or has reserved it.
 * Every change is one conditional write.
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

/** What a pointer leads from: a username, an e-mail address, or the id of a passkey. */
export type IdentifierKind = 'name' | 'email' | 'credential';

/** Leads from an identifier to an account. It is valid only while that account claims this identifier. */
export interface IdentifierPointer {
  /** The normalized username or e-mail address. */
  readonly name: string;
  /** The id of the account. */
  readonly sub: string;
  /** `RESERVED`: the account may not have the identifier yet, or may not exist yet. */
  readonly state: 'RESERVED' | 'CONFIRMED';
  /**
   * When the reservation that made this pointer expires, in epoch milliseconds. It is kept after the
   * confirmation, because it distinguishes this pointer from others of the same account. It is not the
   * table's TTL attribute: DynamoDB must not delete pointers.
   */
  readonly reservedUntil: number;
}

/** An identifier and the account that has it. */
export type IdentifierOwner = Pick<IdentifierPointer, 'name' | 'sub'>;

/** Stores the pointers of one kind. */
export interface IdentifierPointers {
  find(name: string): Promise<IdentifierPointer | undefined>;
  /**
   * Stores a pointer for an identifier that has none.
   * @returns false when the identifier has another pointer
   */
  reserve(pointer: IdentifierPointer): Promise<boolean>;
  /**
   * Replaces the pointer that was read.
   * @returns false when that pointer has changed since
   */
  replace(found: IdentifierPointer, pointer: IdentifierPointer): Promise<boolean>;
  /**
   * Marks an identifier as permanently assigned.
   * @returns false when it belongs to another account, or to none
   */
  confirm(owner: IdentifierOwner): Promise<boolean>;
  /**
   * Releases an identifier if this account has it.
   * @param owner with `reservedUntil`: only if it is still exactly that pointer
   */
  release(owner: IdentifierOwner & Partial<Pick<IdentifierPointer, 'reservedUntil'>>): Promise<void>;
}

const SORT_KEYS: Readonly<Record<IdentifierKind, string>> = {
  name: 'NAME',
  email: 'EMAIL',
  credential: 'CREDENTIAL',
};
const ATTRIBUTES = ['sub', 'state', 'reservedUntil', 'v'] as const;

/** Creates a store that keeps pointers in the DynamoDB table. */
export function createDynamoIdentifierPointers(
  client: DynamoDBClient,
  tableName: string,
  kind: IdentifierKind,
): IdentifierPointers {
  const keyOf = (name: string) => toAttributes({ pk: keyPrefixes[kind] + name, sk: SORT_KEYS[kind] });

  async function putIf(
    { name, sub, state, reservedUntil }: IdentifierPointer,
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
      return item && toIdentifierPointer(name, item);
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
      // if the condition fails, the identifier is already free or belongs to another account
      await conditionalWrite(client, remove);
    },
  };
}

/** Returns the condition that a pointer has the given values. */
function isPointer(values: string): string {
  return `#sub = :sub${values} AND #state = :state${values} AND reservedUntil = :until${values}`;
}

function valuesOf(
  values: string,
  { sub, state, reservedUntil }: Omit<IdentifierPointer, 'name'>,
): Attributes {
  return toAttributes({
    [`:sub${values}`]: sub,
    [`:state${values}`]: state,
    [`:until${values}`]: reservedUntil,
  });
}

function toIdentifierPointer(name: string, item: Attributes): IdentifierPointer {
  assertReadable(item.v?.N);
  const reservedUntil = Number(item.reservedUntil?.N ?? Number.NaN);
  const state = item.state?.S;
  if (!item.sub?.S || !Number.isFinite(reservedUntil) || (state !== 'RESERVED' && state !== 'CONFIRMED')) {
    throw new InternalError('A pointer lacks attributes');
  }
  return { name, sub: item.sub.S, state, reservedUntil };
}
