/** The store of passkeys. It decides nothing: a passkey counts once its account has its id. */
import { randomUUID } from 'node:crypto';
import { type Attributes, readNumber, readText, toAttributes } from '../../shared/table/attributes';
import { keyPrefixes } from '../../shared/table/key-prefixes';
import { assertReadable, SCHEMA_VERSION } from '../../shared/table/schema-version';
import type { Table } from '../../shared/table/table';
import type { Passkey } from './passkey';
import { isCeremonyKey } from './registration-ceremonies';

/** Stores passkeys. */
export interface Passkeys {
  put(passkey: Passkey): Promise<void>;
  find(sub: string, id: string): Promise<Passkey | undefined>;
  /** Lists the passkeys of an account, including those that it does not have, in the order of their ids. */
  list(sub: string): Promise<readonly Passkey[]>;
  /** @returns false when it does not exist */
  rename(sub: string, id: string, name: string): Promise<boolean>;
  /**
   * Records a use of a passkey.
   * @param use the new counter, the state of the backup, and the time in epoch milliseconds
   * @returns false when it does not exist, or a parallel use has a counter that is not lower: the counter is that of a
   * copy (WebAuthn Level 3 section 6.1.1)
   */
  recordUse(passkey: Passkey, use: PasskeyUse): Promise<boolean>;
  /** @param addedAt only the passkey that was added then, in epoch milliseconds. Default: any */
  delete(sub: string, id: string, addedAt?: number): Promise<void>;
  /** Deletes the passkeys of an account and its open ceremonies. @returns the ids of the passkeys */
  deleteAll(sub: string): Promise<readonly string[]>;
}

/** A use of a passkey. */
export interface PasskeyUse extends Pick<Passkey, 'counter' | 'isBackedUp'> {
  /** Epoch milliseconds. */
  readonly at: number;
}

const OWNER = 'A passkey';
const ATTRIBUTES = [
  'sk',
  'credentialId',
  'publicKey',
  'counter',
  'transports',
  'isBackupEligible',
  'isBackedUp',
  'name',
  'addedAt',
  'lastUsedAt',
  'v',
] as const;

/** Creates a store that keeps passkeys in the DynamoDB table. */
export function createDynamoPasskeys(table: Table): Passkeys {
  const keyOf = (sub: string, id: string) => toAttributes({ pk: keyPrefixes.passkey + sub, sk: id });
  return {
    async put({ sub, id, ...passkey }) {
      await table.put({ Item: { ...keyOf(sub, id), ...toAttributes({ v: SCHEMA_VERSION, ...passkey }) } });
    },

    async find(sub, id) {
      const item = isCeremonyKey(id) ? undefined : await table.read(keyOf(sub, id), ATTRIBUTES);
      return item && toPasskey(sub, item);
    },

    async list(sub) {
      const passkeys: Passkey[] = [];
      for await (const items of table.readPages(keyPrefixes.passkey + sub, ATTRIBUTES)) {
        const listed = items.filter(({ sk }) => !isCeremonyKey(sk?.S ?? ''));
        passkeys.push(...listed.map((item) => toPasskey(sub, item)));
      }
      return passkeys;
    },

    async rename(sub, id, name) {
      const written = await table.update({
        Key: keyOf(sub, id),
        ConditionExpression: 'attribute_exists(credentialId)',
        UpdateExpression: 'SET #name = :name',
        ExpressionAttributeNames: { '#name': 'name' },
        ExpressionAttributeValues: toAttributes({ ':name': name }),
      });
      return written.isApplied;
    },

    async recordUse({ sub, id }, { counter, isBackedUp, at }) {
      const written = await table.update({
        Key: keyOf(sub, id),
        ConditionExpression:
          // an authenticator without a counter always sends 0; the id of this use: a retry inside the SDK after a lost
          // response finds its own first write
          counter === 0 ? '#counter = :counter' : '(#counter < :counter OR #use = :use)',
        UpdateExpression:
          'SET #counter = :counter, #isBackedUp = :isBackedUp, #lastUsedAt = :at, #use = :use',
        ExpressionAttributeNames: {
          '#counter': 'counter',
          '#isBackedUp': 'isBackedUp',
          '#lastUsedAt': 'lastUsedAt',
          '#use': 'useId',
        },
        ExpressionAttributeValues: toAttributes({
          ':counter': counter,
          ':isBackedUp': isBackedUp,
          ':at': at,
          ':use': randomUUID(),
        }),
      });
      return written.isApplied;
    },

    async delete(sub, id, addedAt) {
      await table.delete({
        Key: keyOf(sub, id),
        ...(addedAt !== undefined && {
          ConditionExpression: 'addedAt = :addedAt',
          ExpressionAttributeValues: toAttributes({ ':addedAt': addedAt }),
        }),
      });
    },

    async deleteAll(sub) {
      const ids: string[] = [];
      for await (const items of table.readPages(keyPrefixes.passkey + sub, ['sk'])) {
        for (const { sk } of items) {
          const id = sk?.S ?? '';
          await table.delete({ Key: keyOf(sub, id) });
          if (!isCeremonyKey(id)) ids.push(id);
        }
      }
      return ids;
    },
  };
}

function toPasskey(sub: string, item: Attributes): Passkey {
  assertReadable(item.v?.N);
  return {
    sub,
    id: readText(item, 'sk', OWNER),
    credentialId: readText(item, 'credentialId', OWNER),
    publicKey: readText(item, 'publicKey', OWNER),
    counter: readNumber(item, 'counter', OWNER),
    transports: (item.transports?.L ?? []).map(({ S = '' }) => S),
    isBackupEligible: item.isBackupEligible?.BOOL === true,
    isBackedUp: item.isBackedUp?.BOOL === true,
    name: readText(item, 'name', OWNER),
    addedAt: readNumber(item, 'addedAt', OWNER),
    ...(item.lastUsedAt && { lastUsedAt: readNumber(item, 'lastUsedAt', OWNER) }),
  };
}
