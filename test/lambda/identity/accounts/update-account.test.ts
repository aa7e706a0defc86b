import { ConditionalCheckFailedException, DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { createAccountUpdate } from '../../../../lambda/identity/accounts/update-account';

const dynamo = new DynamoDBClient({ region: 'local' });
const client = mockClient(dynamo);
const updateAccount = createAccountUpdate(dynamo, 'Table');
const ada = { sub: 'sub-1' };
const inputOf = () => client.commandCalls(UpdateItemCommand)[0]?.args[0].input;
beforeEach(() => client.reset());

test('updates the account with the id, and creates none', async () => {
  client.on(UpdateItemCommand).resolves({});
  await updateAccount(ada, { UpdateExpression: 'SET v = v' });
  expect(inputOf()).toEqual({
    TableName: 'Table',
    Key: { pk: { S: 'ACCOUNT#sub-1' }, sk: { S: 'ACCOUNT' } },
    ReturnValues: 'UPDATED_NEW',
    UpdateExpression: 'SET v = v',
    ConditionExpression: 'attribute_exists(pk)',
  });
});

test('the condition of the update must hold as well', async () => {
  client.on(UpdateItemCommand).resolves({});
  await updateAccount(ada, {
    UpdateExpression: 'SET #n = :new',
    ConditionExpression: '#n = :old',
    ExpressionAttributeNames: { '#n': 'n' },
    ExpressionAttributeValues: { ':old': { N: '1' }, ':new': { N: '2' } },
  });
  expect(inputOf()).toMatchObject({
    ConditionExpression: 'attribute_exists(pk) AND #n = :old',
    ExpressionAttributeNames: { '#n': 'n' },
    ExpressionAttributeValues: { ':old': { N: '1' }, ':new': { N: '2' } },
  });
});

test('returns the attributes that were updated', async () => {
  client.on(UpdateItemCommand).resolvesOnce({ Attributes: { n: { N: '2' } } });
  expect(await updateAccount(ada, { UpdateExpression: 'SET n = :new' })).toEqual({ n: { N: '2' } });
});

test('returns undefined when the condition did not hold', async () => {
  const failure = new ConditionalCheckFailedException({ message: 'no', $metadata: {} });
  client.on(UpdateItemCommand).rejects(failure);
  expect(await updateAccount(ada, { UpdateExpression: 'SET v = v' })).toBeUndefined();
});

test('a throttled update means that a dependency is unavailable', async () => {
  client.on(UpdateItemCommand).rejects(Object.assign(new Error('no'), { name: 'ThrottlingException' }));
  await expect(updateAccount(ada, { UpdateExpression: 'SET v = v' })).rejects.toMatchObject({
    code: 'DEPENDENCY_UNAVAILABLE',
  });
});
