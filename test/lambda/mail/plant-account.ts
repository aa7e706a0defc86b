/** Accounts and pointers of addresses in the embedded table, as the function `mail` reads them. */
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { createRecipients, type Recipient, type Recipients } from '../../../lambda/mail/recipients';
import { createAwsClient } from '../../../lambda/shared/aws/aws-client';
import { dynamodb } from '../../../lambda/shared/aws/aws-services';
import { toAttributes, type Value } from '../../../lambda/shared/table/attributes';
import type { EmbeddedTable } from '../fakes/embedded-table';

type Item = Readonly<Record<string, Value | undefined>>;

async function put({ client, tableName }: EmbeddedTable, item: Item): Promise<void> {
  await client.send(new PutItemCommand({ TableName: tableName, Item: toAttributes({ v: 1, ...item }) }));
}

/** Stores an account, with more attributes than the function reads. */
export async function plantAccount(table: EmbeddedTable, sub: string, account: Recipient, more: Item = {}) {
  const { state, username, securityVersion, email, pendingEmail } = account;
  await put(table, {
    pk: `ACCOUNT#${sub}`,
    sk: 'ACCOUNT',
    passwordHash: 'not-for-mail',
    state,
    username,
    securityVersion,
    email:
      email === undefined
        ? undefined
        : { address: email, shown: email, verifiedAt: 1, verifiedBy: 'session-1' },
    pendingEmail: pendingEmail && { ...pendingEmail },
    ...more,
  });
}

/** Stores the pointer of an address. */
export async function plantPointer(table: EmbeddedTable, address: string, sub: string): Promise<void> {
  await put(table, {
    pk: `EMAIL#${address}`,
    sk: 'EMAIL',
    sub,
    state: 'CONFIRMED',
    reservedUntil: 1,
  });
}

/** Creates a reader of the embedded table. */
export function readEmbedded({ endpoint, tableName }: EmbeddedTable): Recipients {
  const client = createAwsClient(
    {
      service: dynamodb,
      region: 'local',
      endpoint: new URL(endpoint),
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    },
    // the load of other tests must not end a call
    { budgetMs: 60_000, attemptMs: 60_000 },
  );
  return createRecipients(client, tableName);
}
