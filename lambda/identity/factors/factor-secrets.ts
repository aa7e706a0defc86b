/** The store of the secrets of second factors. It decides nothing: a factor counts once its account has it. */
import { type Attributes, readNumber, readText, toAttributes } from '../../shared/table/attributes';
import { keyPrefixes } from '../../shared/table/key-prefixes';
import { assertReadable, SCHEMA_VERSION } from '../../shared/table/schema-version';
import type { Table } from '../../shared/table/table';

/** How long a new secret waits for its first code, in milliseconds. */
export const ENROLMENT_MS = 10 * 60 * 1000;

/** The stored secret of a factor. */
export interface FactorSecret {
  readonly sub: string;
  /** The factor's id. */
  readonly id: string;
  /** The ciphertext in base64. */
  readonly ciphertext: string;
  /** The name that the user gave the factor. */
  readonly name: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** The account's security version when it was created. Under any other one, it cannot be confirmed. */
  readonly securityVersion: number;
  /** The session that created it, or the digest of the challenge that did. Only these may confirm it. */
  readonly sid: string;
  /** Until when it can be confirmed, in epoch milliseconds. @default - it was confirmed */
  readonly validUntil?: number | undefined;
}

/** Stores secrets. */
export interface FactorSecrets {
  put(secret: FactorSecret): Promise<void>;
  find(sub: string, id: string): Promise<FactorSecret | undefined>;
  /** Lists the secrets of an account, including those that were never confirmed, in the order of their ids. */
  list(sub: string): Promise<readonly FactorSecret[]>;
  /**
   * Keeps a secret that is about to be confirmed: it no longer expires.
   * @returns false when it does not exist
   */
  keep(sub: string, id: string): Promise<boolean>;
  /**
   * Deletes a secret whose confirmation has not begun. After `keep`, an account may name its factor at any moment.
   * @returns false when its confirmation has begun, or it does not exist
   */
  deletePending(sub: string, id: string): Promise<boolean>;
  delete(sub: string, id: string): Promise<void>;
  /** Deletes the secrets of an account. */
  deleteAll(sub: string): Promise<void>;
}

const OWNER = 'The secret of a factor';
const ATTRIBUTES = [
  'sk',
  'secret',
  'name',
  'createdAt',
  'securityVersion',
  'sid',
  'validUntil',
  'v',
] as const;

/** Creates a store that keeps secrets in the DynamoDB table. */
export function createDynamoFactorSecrets(table: Table): FactorSecrets {
  const keyOf = (sub: string, id: string) => toAttributes({ pk: keyPrefixes.factor + sub, sk: id });
  return {
    async put({ sub, id, ciphertext, validUntil, ...secret }) {
      await table.put({
        Item: {
          ...keyOf(sub, id),
          ...toAttributes({
            v: SCHEMA_VERSION,
            ...secret,
            secret: ciphertext,
            validUntil,
            // in seconds, for the table's deletion of expired items, which decides nothing
            expiresAt: validUntil && Math.ceil(validUntil / 1000),
          }),
        },
      });
    },

    async find(sub, id) {
      const item = await table.read(keyOf(sub, id), ATTRIBUTES);
      return item && toSecret(sub, item);
    },

    async list(sub) {
      const secrets: FactorSecret[] = [];
      for await (const items of table.readPages(keyPrefixes.factor + sub, ATTRIBUTES)) {
        secrets.push(...items.map((item) => toSecret(sub, item)));
      }
      return secrets;
    },

    async keep(sub, id) {
      const written = await table.update({
        Key: keyOf(sub, id),
        ConditionExpression: 'attribute_exists(pk)',
        UpdateExpression: 'REMOVE validUntil, expiresAt',
      });
      return written.isApplied;
    },

    async deletePending(sub, id) {
      const written = await table.delete({
        Key: keyOf(sub, id),
        ConditionExpression: 'attribute_exists(validUntil)',
      });
      return written.isApplied;
    },

    async delete(sub, id) {
      await table.delete({ Key: keyOf(sub, id) });
    },

    async deleteAll(sub) {
      for await (const items of table.readPages(keyPrefixes.factor + sub, ['sk'])) {
        for (const { sk } of items) await table.delete({ Key: keyOf(sub, sk?.S ?? '') });
      }
    },
  };
}

function toSecret(sub: string, item: Attributes): FactorSecret {
  assertReadable(item.v?.N);
  return {
    sub,
    id: readText(item, 'sk', OWNER),
    ciphertext: readText(item, 'secret', OWNER),
    name: readText(item, 'name', OWNER),
    createdAt: readNumber(item, 'createdAt', OWNER),
    securityVersion: readNumber(item, 'securityVersion', OWNER),
    sid: readText(item, 'sid', OWNER),
    ...(item.validUntil && { validUntil: readNumber(item, 'validUntil', OWNER) }),
  };
}
