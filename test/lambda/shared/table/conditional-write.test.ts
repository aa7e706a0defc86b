import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { toAttributes } from '../../../../lambda/shared/table/attributes';
import { conditionalWrite } from '../../../../lambda/shared/table/conditional-write';

const dynamodb = mockClient(DynamoDBClient);
const client = new DynamoDBClient({});
const put = new PutItemCommand({ TableName: 'Table', Item: toAttributes({ pk: 'a', sk: 'b' }) });
const update = new UpdateItemCommand({ TableName: 'Table', Key: toAttributes({ pk: 'a', sk: 'b' }) });

beforeEach(() => dynamodb.reset());

test('an applied write returns the requested attributes, or none', async () => {
  dynamodb.on(UpdateItemCommand).resolves({ Attributes: toAttributes({ count: 2 }) });
  dynamodb.on(PutItemCommand).resolves({});
  expect(await conditionalWrite(client, update)).toEqual({
    isApplied: true,
    attributes: { count: { N: '2' } },
  });
  expect(await conditionalWrite(client, put)).toEqual({ isApplied: true, attributes: {} });
});

test.each([
  [undefined, false],
  [1, false],
  [2, true],
])('a condition that does not hold after %p attempts: retried is %p', async (attempts, isRetried) => {
  dynamodb.on(PutItemCommand).rejects(
    new ConditionalCheckFailedException({
      message: 'no',
      $metadata: attempts === undefined ? {} : { attempts },
    }),
  );
  expect(await conditionalWrite(client, put)).toEqual({ isApplied: false, isRetried });
});

test('any other failure is thrown', async () => {
  dynamodb.on(PutItemCommand).rejects(Object.assign(new Error('denied'), { name: 'AccessDeniedException' }));
  await expect(conditionalWrite(client, put)).rejects.toThrow('denied');
  dynamodb.on(PutItemCommand).rejects(Object.assign(new Error('slow'), { name: 'ThrottlingException' }));
  await expect(conditionalWrite(client, put)).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
});
