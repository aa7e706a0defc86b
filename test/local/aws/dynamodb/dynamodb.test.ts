import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { openDynamoStore } from '../../../../local/aws/dynamodb/store';
import type { Statement } from '../../../../local/iam/policy';
import { typescriptOptions } from '../../../support/typescript-process';
import { runAws, type TestAws, tableArn } from '../run-aws';

const ownPrefix: Statement = {
  Effect: 'Allow',
  Action: 'dynamodb:*',
  Resource: [tableArn, `${tableArn}/index/*`],
  Condition: {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': 'OWN#*' },
    Null: { 'dynamodb:LeadingKeys': 'false' },
  },
};
const TableName = 'things';
const key = (pk: string, sk = 'a') => ({ pk: { S: pk }, sk: { S: sk } });

let aws: TestAws;
afterEach(() => aws.close());

const denied = (action: string) => ({
  name: 'AccessDeniedException',
  message:
    'User: arn:aws:sts::123456789012:assumed-role/worker-role/worker is not authorized to perform: ' +
    `${action} on resource: ${tableArn} because no identity-based policy allows the ${action} action`,
});

test('a call that the role allows is performed', async () => {
  aws = await runAws([ownPrefix]);
  await aws.dynamo.send(new PutItemCommand({ TableName, Item: { ...key('OWN#1'), name: { S: 'x' } } }));
  const { Item } = await aws.dynamo.send(new GetItemCommand({ TableName, Key: key('OWN#1') }));
  expect(Item).toEqual({ ...key('OWN#1'), name: { S: 'x' } });
  expect(aws.calls.map(({ caller, action, decision }) => [caller, action, decision])).toEqual([
    ['worker', 'dynamodb:PutItem', 'allowed'],
    ['worker', 'dynamodb:GetItem', 'allowed'],
  ]);
});

test('a failed condition is DynamoDB’s own error', async () => {
  aws = await runAws([ownPrefix]);
  const put = new PutItemCommand({
    TableName,
    Item: key('OWN#1'),
    ConditionExpression: 'attribute_not_exists(pk)',
  });
  await aws.dynamo.send(put);
  await expect(aws.dynamo.send(put)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
});

test.each([
  ['GetItem', new GetItemCommand({ TableName, Key: key('OTHER#1') })],
  ['PutItem', new PutItemCommand({ TableName, Item: key('OTHER#1') })],
  ['UpdateItem', new UpdateItemCommand({ TableName, Key: key('OTHER#1'), UpdateExpression: 'REMOVE a' })],
  ['Scan', new ScanCommand({ TableName })],
  [
    'Query',
    new QueryCommand({
      TableName,
      KeyConditionExpression: '#p = :p AND sk > :s',
      ExpressionAttributeNames: { '#p': 'pk' },
      ExpressionAttributeValues: { ':p': { S: 'OTHER#1' }, ':s': { S: 'OWN#1' } },
    }),
  ],
  [
    'BatchGetItem',
    new BatchGetItemCommand({ RequestItems: { things: { Keys: [key('OWN#1'), key('OTHER#1')] } } }),
  ],
  [
    'BatchWriteItem',
    new BatchWriteItemCommand({
      RequestItems: { things: [{ DeleteRequest: { Key: key('OTHER#1') } }] },
    }),
  ],
])('%s outside the allowed keys is denied, recorded and not performed', async (operation, command) => {
  aws = await runAws([ownPrefix]);
  await aws.admin.send(new PutItemCommand({ TableName, Item: { ...key('OTHER#1'), a: { S: 'kept' } } }));
  const action = `dynamodb:${operation}`;
  await expect(aws.dynamo.send(command as GetItemCommand)).rejects.toMatchObject(denied(action));
  expect(aws.calls.at(-1)).toMatchObject({
    caller: 'worker',
    logicalId: 'Worker',
    action,
    resource: tableArn,
    decision: 'denied',
  });
  const { Items } = await aws.admin.send(new ScanCommand({ TableName }));
  expect(Items).toEqual([{ ...key('OTHER#1'), a: { S: 'kept' } }]);
});

test('a query of an index is authorized by the key and the ARN of the index', async () => {
  aws = await runAws([ownPrefix]);
  await aws.admin.send(new PutItemCommand({ TableName, Item: { ...key('x'), owner: { S: 'OWN#me' } } }));
  const query = (owner: string) =>
    aws.dynamo.send(
      new QueryCommand({
        TableName,
        IndexName: 'by-owner',
        KeyConditionExpression: '(:o = #o)',
        ExpressionAttributeNames: { '#o': 'owner' },
        ExpressionAttributeValues: { ':o': { S: owner } },
      }),
    );
  expect((await query('OWN#me')).Count).toBe(1);
  expect(aws.calls.at(-1)?.resource).toBe(`${tableArn}/index/by-owner`);
  await expect(query('OTHER#me')).rejects.toMatchObject({ name: 'AccessDeniedException' });
});

const named: Statement = {
  Effect: 'Allow',
  Action: ['dynamodb:GetItem', 'dynamodb:Query'],
  Resource: tableArn,
  Condition: {
    'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'sk', 'name'] },
    StringEquals: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
  },
};

test('a role that may read named attributes reads only those', async () => {
  aws = await runAws([named]);
  const Item = { ...key('a'), name: { S: 'x' }, secret: { S: 'hash' } };
  await aws.admin.send(new PutItemCommand({ TableName, Item }));
  const get = (ProjectionExpression?: string, names?: Record<string, string>) =>
    aws.dynamo.send(
      new GetItemCommand({
        TableName,
        Key: key('a'),
        ProjectionExpression,
        ExpressionAttributeNames: names,
      }),
    );
  expect((await get('sk, #n', { '#n': 'name' })).Item).toEqual({ sk: { S: 'a' }, name: { S: 'x' } });
  const refused = { name: 'AccessDeniedException' };
  await expect(get()).rejects.toMatchObject(refused);
  await expect(get('secret')).rejects.toMatchObject(refused);
  await expect(get('#n', { '#n': 'secret' })).rejects.toMatchObject(refused);
  await expect(get('secret.inner')).rejects.toMatchObject(refused);
});

test('a table without a grant, or one that does not exist, is denied; the developer receives DynamoDB’s own error', async () => {
  aws = await runAws([]);
  const get = (TableName: string) => new GetItemCommand({ TableName, Key: key('a') });
  await expect(aws.dynamo.send(get('things'))).rejects.toMatchObject({ name: 'AccessDeniedException' });
  await expect(aws.dynamo.send(get('nothing'))).rejects.toMatchObject({ name: 'AccessDeniedException' });
  await expect(aws.admin.send(get('nothing'))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('a table may be named by its ARN', async () => {
  aws = await runAws([ownPrefix]);
  await aws.dynamo.send(new PutItemCommand({ TableName: tableArn, Item: key('OWN#1') }));
  const { Item } = await aws.dynamo.send(new GetItemCommand({ TableName, Key: key('OWN#1') }));
  expect(Item).toEqual(key('OWN#1'));
});

test('an operation that the local DynamoDB lacks is named', async () => {
  aws = await runAws([ownPrefix]);
  const write = new TransactWriteItemsCommand({
    TransactItems: [{ Put: { TableName, Item: key('OWN#1') } }],
  });
  await expect(aws.dynamo.send(write)).rejects.toMatchObject({
    name: 'UnknownOperationException',
    message: 'The local DynamoDB does not implement TransactWriteItems.',
  });
});

test('parallel conditional writes of one item: one wins', async () => {
  aws = await runAws([ownPrefix]);
  const put = () =>
    aws.dynamo.send(
      new PutItemCommand({
        TableName,
        Item: key('OWN#1'),
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
  const results = await Promise.allSettled(Array.from({ length: 50 }, put));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('writes of a process survive when it is killed', async () => {
  const path = mkdtempSync(join(tmpdir(), 'dynamo-test-'));
  const program = `
    const { openDynamoStore } = require('./local/aws/dynamodb/store');
    const { createTables } = require('./local/aws/dynamodb/create-tables');
    (async () => {
      const store = await openDynamoStore(process.argv[1]);
      await createTables(store, [{
        name: 'things', globalSecondaryIndexes: [], localSecondaryIndexes: [],
        attributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        keySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      }]);
      for (let n = 0; n < 20; n += 1) {
        await store.perform('PutItem', { TableName: 'things', Item: { pk: { S: 'x' + n } } });
      }
      process.kill(process.pid, 'SIGKILL');
    })();`;
  const { signal } = spawnSync(process.execPath, [...typescriptOptions, '-e', program, path], {
    cwd: join(__dirname, '../../../..'),
  });
  expect(signal).toBe('SIGKILL');
  aws = await runAws([]);
  const store = await openDynamoStore(path);
  const result = await store.perform('Scan', { TableName: 'things' });
  await store.close();
  rmSync(path, { recursive: true, force: true });
  expect(result).toMatchObject({ Count: 20 });
});

test('an open database cannot be opened again', async () => {
  aws = await runAws([]);
  const path = mkdtempSync(join(tmpdir(), 'dynamo-test-'));
  const store = await openDynamoStore(path);
  await expect(openDynamoStore(path)).rejects.toMatchObject({ name: 'DatabaseLockedError' });
  await store.close();
  await (await openDynamoStore(path)).close();
  rmSync(path, { recursive: true, force: true });
});
