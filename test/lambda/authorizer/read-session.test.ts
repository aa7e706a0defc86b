/** How the authorizer reads a session. */
import { createSessionReader } from '../../../lambda/authorizer/read-session';
import type { AwsClient } from '../../../lambda/shared/aws/aws-client';

function readerOf(output: Record<string, unknown>) {
  const inputs: unknown[] = [];
  const client: AwsClient = {
    call: async (_, input) => {
      inputs.push(input);
      return output;
    },
  };
  return { read: createSessionReader(client, 'table'), inputs };
}

test('reads the times of the session, and never its refresh tokens', async () => {
  const { read, inputs } = readerOf({
    Item: { createdAt: { N: '100' }, expiresAt: { N: '200' }, v: { N: '1' } },
  });

  expect(await read('user', 'session')).toEqual({ createdAt: 100, expiresAt: 200 });
  expect(inputs).toEqual([
    {
      TableName: 'table',
      Key: { pk: { S: 'SESSIONS#user' }, sk: { S: 'session' } },
      ConsistentRead: true,
      ProjectionExpression: 'createdAt, expiresAt, v',
    },
  ]);
});

test('returns undefined for a session that does not exist', async () => {
  expect(await readerOf({}).read('user', 'session')).toBeUndefined();
});

test.each([
  {},
  { createdAt: { N: '1' } },
  { createdAt: { N: '1' }, expiresAt: { S: '2' } },
  { createdAt: { N: 'x' }, expiresAt: { N: '2' } },
])('fails on an item that is %j', async (Item) => {
  await expect(readerOf({ Item: { ...Item, v: { N: '1' } } }).read('user', 'session')).rejects.toThrow(
    'lacks its times',
  );
});

test('fails on an item of an unknown schema version', async () => {
  const Item = { createdAt: { N: '100' }, expiresAt: { N: '200' }, v: { N: '2' } };
  await expect(readerOf({ Item }).read('user', 'session')).rejects.toThrow('schema version 2');
});
