/** The request to DynamoDB for an item, and the use of its response. */
import type { AwsClient } from '../../../../lambda/shared/aws/aws-client';
import { getItem } from '../../../../lambda/shared/aws/get-item';

function answering(output: Record<string, unknown>) {
  const calls: unknown[][] = [];
  const client: AwsClient = {
    call: async (...call) => {
      calls.push(call);
      return output;
    },
  };
  return { client, calls };
}

const query = { tableName: 'table', pk: 'SESSIONS#u', sk: 's', attributes: ['createdAt', 'expiresAt'] };

test('an item is read consistently, and only its named attributes', async () => {
  const { client, calls } = answering({ Item: { expiresAt: { N: '2' } } });

  expect(await getItem(client, query)).toEqual({ expiresAt: { N: '2' } });
  expect(calls).toEqual([
    [
      'GetItem',
      {
        TableName: 'table',
        Key: { pk: { S: 'SESSIONS#u' }, sk: { S: 's' } },
        ConsistentRead: true,
        ProjectionExpression: 'createdAt, expiresAt',
      },
    ],
  ]);
});

test('a missing item is undefined', async () => {
  expect(await getItem(answering({}).client, query)).toBeUndefined();
});
