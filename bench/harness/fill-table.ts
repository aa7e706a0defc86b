/** Fills a table with users. Each has an account, its name and a session, as the product writes them. */
import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { keyPrefixes } from '../../lambda/shared/table/key-prefixes';
import { SCHEMA_VERSION } from '../../lambda/shared/table/schema-version';
import type { TableAccess } from './read-endpoint';

/** DynamoDB's limit for one batch. */
const BATCH = 25;
/** Items per user. */
const ITEMS = 3;
const AT_ONCE = 4;

/**
 * Adds users.
 * @param from the number of existing users
 * @param onProgress receives the number of users so far
 */
export async function fillTable(
  { tableName, environment }: TableAccess,
  { from, to }: { readonly from: number; readonly to: number },
  onProgress: (users: number) => void,
): Promise<void> {
  const client = new DynamoDBClient({
    endpoint: environment.AWS_ENDPOINT_URL ?? '',
    region: environment.AWS_REGION ?? '',
    credentials: {
      accessKeyId: environment.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? '',
    },
  });
  let next = from;
  async function write(): Promise<void> {
    while (next < to) {
      const first = next;
      next = Math.min(to, first + Math.floor(BATCH / ITEMS));
      const users = Array.from({ length: next - first }, (_, index) => first + index);
      const put = users.flatMap((user) => itemsOf(user)).map((Item) => ({ PutRequest: { Item } }));
      await client.send(new BatchWriteItemCommand({ RequestItems: { [tableName]: put } }));
      onProgress(next);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, write));
  client.destroy();
}

function itemsOf(user: number) {
  const digits = String(user).padStart(12, '0');
  const sub = `00000000-0000-4000-8000-${digits}`;
  const sid = `00000000-0000-4000-9000-${digits}`;
  const seconds = Math.floor(Date.now() / 1000);
  const text = (value: string) => ({ S: value });
  const number = (value: number) => ({ N: String(value) });
  const v = number(SCHEMA_VERSION);
  const account = {
    pk: text(keyPrefixes.account + sub),
    sk: text('ACCOUNT'),
    passwordHash: text(`$argon2id$v=19$m=64,t=1,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`),
    ...{ v, name: text(`filler-${digits}`), username: text(`filler-${digits}`), state: text('ACTIVE') },
    scope: text(''),
    ...{
      securityVersion: number(1),
      sessionsRevokedThroughVersion: number(1),
      sessionCount: number(1),
      lastSid: text(sid),
    },
    createdAt: number(seconds * 1000),
  };
  const pointer = {
    ...{ pk: text(`${keyPrefixes.name}filler-${digits}`), sk: text('NAME'), v, sub: text(sub) },
    ...{ state: text('CONFIRMED'), reservedUntil: number(seconds * 1000) },
  };
  const session = {
    ...{ pk: text(keyPrefixes.session + sub), sk: text(sid), v, username: account.username, scope: text('') },
    ...{
      createdAt: number(seconds),
      authTime: number(seconds),
      amr: text('pwd'),
      lastUsedAt: number(seconds),
    },
    ...{ expiresAt: number(seconds + 86_400), securityVersion: number(1) },
  };
  return [account, pointer, session];
}
