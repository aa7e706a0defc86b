import { DeleteItemCommand, DynamoDBClient, GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { createDynamoSessions, type Session } from '../../../lambda/auth/sessions';
import { type EmbeddedTable, startEmbeddedTable } from '../fakes/embedded-table';

const session: Session = { sub: 'sub-1', sid: 'sid-1', createdAt: 100, authTime: 100, expiresAt: 3700 };

let table: EmbeddedTable;
beforeEach(async () => {
  table = await startEmbeddedTable();
});
afterEach(() => table.close());

async function stored(sub: string): Promise<string[]> {
  const { Items: items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: `SESSIONS#${sub}` } },
    }),
  );
  return items.map(({ sk }) => sk?.S ?? '');
}

test('stores a session as the authorizer reads it', async () => {
  await createDynamoSessions(table.client, table.tableName).put(session);
  const { Item: item } = await table.client.send(
    new GetItemCommand({
      TableName: table.tableName,
      Key: { pk: { S: 'SESSIONS#sub-1' }, sk: { S: 'sid-1' } },
    }),
  );
  expect(item).toEqual({
    pk: { S: 'SESSIONS#sub-1' },
    sk: { S: 'sid-1' },
    v: { N: '1' },
    createdAt: { N: '100' },
    authTime: { N: '100' },
    expiresAt: { N: '3700' },
  });
});

test('deletes one session and leaves the others', async () => {
  const sessions = createDynamoSessions(table.client, table.tableName);
  await sessions.put(session);
  await sessions.put({ ...session, sid: 'sid-2' });
  await sessions.delete(session);
  expect(await stored('sub-1')).toEqual(['sid-2']);
});

test('deletes all sessions of one account and none of another', async () => {
  const sessions = createDynamoSessions(table.client, table.tableName);
  for (const sid of ['a', 'b', 'c']) await sessions.put({ ...session, sid });
  await sessions.put({ ...session, sub: 'sub-10' });
  await sessions.deleteAll('sub-1');
  expect(await stored('sub-1')).toEqual([]);
  expect(await stored('sub-10')).toEqual(['sid-1']);
});

test('deletes the sessions of every page, each page read consistently: none that was just begun is left', async () => {
  const dynamo = new DynamoDBClient({ region: 'local' });
  const client = mockClient(dynamo);
  const startKey = { pk: { S: 'SESSIONS#sub-1' }, sk: { S: 'a' } };
  client
    .on(QueryCommand)
    .resolvesOnce({ Items: [{ sk: { S: 'a' } }], LastEvaluatedKey: startKey })
    .resolves({ Items: [{ sk: { S: 'b' } }] });
  await createDynamoSessions(dynamo, 'Table').deleteAll('sub-1');
  const queries = client.commandCalls(QueryCommand).map(({ args }) => args[0].input);
  expect(queries).toHaveLength(2);
  for (const query of queries) expect(query).toMatchObject({ TableName: 'Table', ConsistentRead: true });
  expect(queries[1]?.ExclusiveStartKey).toEqual(startKey);
  const deleted = client.commandCalls(DeleteItemCommand).map(({ args }) => args[0].input.Key?.sk?.S);
  expect(deleted).toEqual(['a', 'b']);
});
