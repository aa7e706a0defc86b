/** What the function reads of the challenges of resets. */

import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { digestResetId, resetKey } from '../../../lambda/identity/email/password-resets/reset-challenge';
import { createDynamoResetChallenges } from '../../../lambda/identity/email/password-resets/reset-challenges';
import { createResetReader } from '../../../lambda/mail/reset-challenges';
import { createAwsClient } from '../../../lambda/shared/aws/aws-client';
import { dynamodb } from '../../../lambda/shared/aws/aws-services';
import { toAttributes } from '../../../lambda/shared/table/attributes';
import { createTable } from '../../../lambda/shared/table/table';
import { type EmbeddedTable, startEmbeddedTable } from '../fakes/embedded-table';

const RESET_ID = 'cX3n0m1tVZ2hYw8bQ4rJkA';
const challenge = {
  sub: 'sub-1',
  addressDigest: 'digest-1',
  securityVersion: 3,
  generation: 1,
  validUntil: 2_000,
};

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

function readEmbedded() {
  const { endpoint, tableName } = table;
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
  return createResetReader(client, tableName);
}

test('reads a challenge as auth stores it', async () => {
  expect(await readEmbedded().find(RESET_ID)).toBeUndefined();
  const challenges = createDynamoResetChallenges(createTable(table.client, table.tableName));
  await challenges.create(digestResetId(RESET_ID), challenge);
  expect(await readEmbedded().find(RESET_ID)).toEqual(challenge);
  await challenges.delete(digestResetId(RESET_ID));
  expect(await readEmbedded().find(RESET_ID)).toBeUndefined();
});

test.each([
  ['fails if the schema version is unknown', { v: 99, purpose: 'reset-password' }, 'INTERNAL'],
  ['fails if an attribute is missing', { v: 1, purpose: 'reset-password', sub: 'sub-1' }, 'INTERNAL'],
  ['ignores a challenge of another purpose', { v: 1, purpose: 'another' }, undefined],
])('%s', async (_what, item, code) => {
  const put = new PutItemCommand({
    TableName: table.tableName,
    Item: toAttributes({ ...resetKey(digestResetId(RESET_ID)), ...item }),
  });
  await table.client.send(put);
  const found = readEmbedded().find(RESET_ID);
  if (code) await expect(found).rejects.toMatchObject({ code });
  else expect(await found).toBeUndefined();
});
