import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { toAttributes } from '../../../../lambda/shared/table/attributes';
import { createTable } from '../../../../lambda/shared/table/table';

const dynamodb = mockClient(DynamoDBClient);
const table = createTable(new DynamoDBClient({}), 'Table');
const key = toAttributes({ pk: 'a', sk: 'b' });

beforeEach(() => dynamodb.reset());

test('a read is strongly consistent, and asks for the named attributes only', async () => {
  dynamodb.on(GetItemCommand).resolves({ Item: toAttributes({ count: 2 }) });
  expect(await table.read(key, ['count'])).toEqual({ count: { N: '2' } });
  expect(dynamodb.commandCalls(GetItemCommand)[0]?.args[0].input).toMatchObject({
    ...{ TableName: 'Table', Key: key, ConsistentRead: true },
    ExpressionAttributeNames: { '#count': 'count' },
  });
});

test.each([
  ['put', PutItemCommand, { Item: key }, () => table.put({ Item: key })],
  ['update', UpdateItemCommand, { Key: key }, () => table.update({ Key: key })],
  ['delete', DeleteItemCommand, { Key: key }, () => table.delete({ Key: key })],
] as const)('a condition that does not hold is an outcome of a %s', async (_, command, input, write) => {
  dynamodb
    .on(command as typeof PutItemCommand)
    .resolvesOnce({})
    .rejects(new ConditionalCheckFailedException({ message: 'no', $metadata: {} }));
  expect(await write()).toEqual({ isApplied: true, attributes: {} });
  expect(await write()).toEqual({ isApplied: false, isRetried: false });
  const [call] = dynamodb.commandCalls(command as typeof PutItemCommand);
  expect(call?.args[0].input).toEqual({ TableName: 'Table', ...input });
});
