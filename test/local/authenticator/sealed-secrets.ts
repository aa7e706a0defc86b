/** Secrets of authenticator apps as an app stores them: encrypted by the local KMS, in a table. */
import { randomUUID } from 'node:crypto';
import type { TotpSecretSources } from '../../../local/authenticator/find-totp-secrets';
import { encrypt } from '../../../local/aws/kms/ciphertext';
import { findKeySpec, type KeySpec } from '../../../local/aws/kms/key-specs';
import { openKeyStore } from '../../../local/aws/kms/key-store';
import { describeWorker } from '../aws/describe-worker';

/** The time of the searches, in epoch milliseconds. */
export const NOW = Date.UTC(2027, 0, 1);

const KEY_ID = randomUUID();
const SYMMETRIC = findKeySpec('SYMMETRIC_DEFAULT') as KeySpec;
const keys = openKeyStore(undefined);

type Context = Readonly<Record<string, string>>;

/** The context of a secret of the user `1`. */
const context: Context = { purpose: 'totp', sub: 'sub-1', factor: 'factor-1' };

/** Returns a ciphertext in base64. */
export async function seal(change: Context = {}, secret = '12345678901234567890'): Promise<string> {
  const material = await keys.materialOf(KEY_ID, SYMMETRIC);
  const pairs = new Map(Object.entries({ ...context, ...change }));
  return encrypt(KEY_ID, material, Buffer.from(secret), pairs).toString('base64');
}

/** Returns a secret's item. @param change further attributes, or other ones */
export async function sealedItem(change: Context = {}, attributes: object = {}) {
  return { pk: { S: 'FACTOR#sub-1' }, sk: { S: 'x' }, sealed: { S: await seal(change) }, ...attributes };
}

/** Returns an item that names a user. */
export const userItem = (sub: string, username: string) => ({
  pk: { S: `ACCOUNT#${sub}` },
  username: { S: username },
});

/** Returns sources whose table has these items, one on each page of a scan. */
export function sourcesOf(items: readonly object[], action = 'kms:Encrypt'): TotpSecretSources {
  const tables = [
    {
      ...{ logicalId: 'T', name: 'things', arn: 'arn:t', attributeDefinitions: [] },
      keySchema: [{ AttributeName: 'pk', KeyType: 'HASH' as const }],
      ...{ globalSecondaryIndexes: [], localSecondaryIndexes: [], ttlAttribute: 'expiresAt' },
    },
  ];
  const key = {
    logicalId: 'K',
    keyId: KEY_ID,
    arn: 'arn:k',
    spec: 'SYMMETRIC_DEFAULT',
    usage: 'ENCRYPT_DECRYPT',
  };
  const functions = [describeWorker([{ Effect: 'Allow', Action: action, Resource: '*' }])];
  const perform = async (
    _: string,
    { ExclusiveStartKey: start }: { readonly ExclusiveStartKey?: unknown },
  ) => {
    const place = Number(start ?? 0);
    return {
      Items: items.slice(place, place + 1),
      ...(place + 1 < items.length && { LastEvaluatedKey: place + 1 }),
    };
  };
  return { app: { functions, tables, keys: [key] }, store: { perform }, keys, now: NOW };
}
