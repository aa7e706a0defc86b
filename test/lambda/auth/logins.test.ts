import { DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { createDynamoLogins, type Login, type Logins } from '../../../lambda/auth/logins';
import { startEmbeddedTable } from '../fakes/embedded-table';
import { createMemoryLogins } from '../fakes/memory-logins';

const ada: Login = {
  name: 'ada',
  sub: 'sub-1',
  username: 'Ada',
  passwordHash: '$argon2id$1',
  state: 'ACTIVE',
  scopes: ['admin'],
  createdAt: 1_767_323_045_000,
  lastSid: 'sid-0',
};

describe.each([
  ['in memory', async () => ({ logins: createMemoryLogins() as Logins, close: async () => {} })],
  [
    'on the embedded DynamoDB',
    async () => {
      const table = await startEmbeddedTable();
      return { logins: createDynamoLogins(table.client, table.tableName), close: table.close };
    },
  ],
])('logins %s', (_where, start) => {
  let logins: Logins;
  let close: () => Promise<void>;

  beforeEach(async () => {
    ({ logins, close } = await start());
  });
  afterEach(() => close());

  test('finds what was created, to the last attribute', async () => {
    await logins.create(ada);
    expect(await logins.find('ada')).toEqual(ada);
  });

  test('finds nothing under another name', async () => {
    await logins.create(ada);
    expect(await logins.find('adam')).toBeUndefined();
    expect(await logins.find('')).toBeUndefined();
  });

  test('refuses a name that is taken and keeps the first account', async () => {
    await logins.create(ada);
    await expect(logins.create({ ...ada, sub: 'sub-2' })).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
    expect((await logins.find('ada'))?.sub).toBe('sub-1');
  });

  test('of fifty that want one name at once, one gets it', async () => {
    const attempts = Array.from({ length: 50 }, (_, n) => logins.create({ ...ada, sub: `sub-${n}` }));
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('commits a sign-in and replaces an outdated hash', async () => {
    await logins.create(ada);
    expect(await logins.commitSignIn({ login: ada, sid: 'sid-1' })).toBe(true);
    expect(await logins.commitSignIn({ login: ada, sid: 'sid-2', newPasswordHash: '$argon2id$2' })).toBe(
      true,
    );
    expect(await logins.find('ada')).toMatchObject({ passwordHash: '$argon2id$2', lastSid: 'sid-2' });
  });

  test('commits a sign-in again whose answer was lost, also one that replaced the hash', async () => {
    await logins.create(ada);
    const signIn = { login: ada, sid: 'sid-1', newPasswordHash: '$argon2id$2' };
    expect(await logins.commitSignIn(signIn)).toBe(true);
    expect(await logins.commitSignIn(signIn)).toBe(true);
  });

  test.each([
    ['password', { passwordHash: '$argon2id$0' }],
    ['account', { sub: 'sub-0' }],
    ['scopes', { scopes: [] }],
    ['name', { name: 'adam' }],
  ])('commits no sign-in that was verified against another %s', async (_what, change) => {
    await logins.create(ada);
    expect(await logins.commitSignIn({ login: { ...ada, ...change }, sid: 'sid-1' })).toBe(false);
  });

  test('commits no sign-in to an account that is being deleted', async () => {
    await logins.create({ ...ada, state: 'DELETING' });
    expect(await logins.commitSignIn({ login: ada, sid: 'sid-1' })).toBe(false);
  });

  test('replaces scopes only as they were read', async () => {
    await logins.create(ada);
    expect(await logins.replaceScopes(ada, [])).toBe(true);
    expect(await logins.replaceScopes(ada, ['audit'])).toBe(false);
    expect((await logins.find('ada'))?.scopes).toEqual([]);
  });
});

describe('logins on the AWS SDK', () => {
  const dynamo = new DynamoDBClient({ region: 'local' });
  const client = mockClient(dynamo);
  const logins = createDynamoLogins(dynamo, 'Table');
  beforeEach(() => client.reset());

  test('a lost answer to an applied registration is no conflict', async () => {
    const table = await startEmbeddedTable();
    try {
      const real = createDynamoLogins(table.client, table.tableName);
      await real.create(ada);
      await expect(real.create(ada)).resolves.toBeUndefined();
    } finally {
      await table.close();
    }
  });

  test('counts a session once, however often its commit is sent', async () => {
    const table = await startEmbeddedTable();
    try {
      const real = createDynamoLogins(table.client, table.tableName);
      await real.create(ada);
      for (const sid of ['sid-1', 'sid-1', 'sid-2']) await real.commitSignIn({ login: ada, sid });
      const key = { pk: { S: 'LOGIN#ada' }, sk: { S: 'LOGIN' } };
      const { Item: item } = await table.client.send(
        new GetItemCommand({ TableName: table.tableName, Key: key }),
      );
      expect(item?.sessionCount).toEqual({ N: '3' });
    } finally {
      await table.close();
    }
  });

  test('reads consistently, and names the attributes it reads', async () => {
    client.on(GetItemCommand).resolves({});
    await logins.find('ada');
    expect(client.commandCalls(GetItemCommand)[0]?.args[0].input).toMatchObject({
      Key: { pk: { S: 'LOGIN#ada' }, sk: { S: 'LOGIN' } },
      ConsistentRead: true,
      ProjectionExpression: '#sub, #username, #passwordHash, #state, #scope, #createdAt, #lastSid, #v',
    });
  });

  test('refuses to read an item of a newer schema', async () => {
    client.on(GetItemCommand).resolves({ Item: { v: { N: '2' } } });
    await expect(logins.find('ada')).rejects.toThrow('schema version 2');
  });

  test.each([
    'ThrottlingException',
    'ProvisionedThroughputExceededException',
    'TimeoutError',
    'InternalServerError',
  ])('a %s means that a dependency is unavailable', async (name) => {
    client.on(UpdateItemCommand).rejects(Object.assign(new Error('no'), { name }));
    await expect(logins.commitSignIn({ login: ada, sid: 'sid-1' })).rejects.toMatchObject({
      code: 'DEPENDENCY_UNAVAILABLE',
    });
  });

  test('a missing grant is our own fault and stays what it is', async () => {
    client.on(GetItemCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
    await expect(logins.find('ada')).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});
