import { DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import type { Login } from '../../../../lambda/identity/accounts/account';
import { createDynamoLogins, type Logins, type SignIn } from '../../../../lambda/identity/accounts/accounts';
import { createDeviceToken, toDevice } from '../../../../lambda/identity/devices/device';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { createMemoryLogins } from '../../fakes/memory-logins';
import { newLogin } from '../../fakes/new-login';

const AT = 1_767_323_045;
const device = toDevice(createDeviceToken(), AT);

/** A sign-in from an unknown device. */
const signInTo = (login: Login, sid = 'sid-1', newPasswordHash?: string): SignIn => ({
  login,
  sid,
  newPasswordHash,
  device,
  byDevice: false,
  at: AT,
});

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

describe.each<[string, number, () => Logins]>([
  ['in memory', 50, createMemoryLogins],
  ['on the embedded DynamoDB', 50, () => createDynamoLogins(table.client, table.tableName)],
  ['when every first answer is lost', 5, () => createDynamoLogins(table.retrying, table.tableName)],
])('logins %s', (_where, many, create) => {
  let logins: Logins;
  beforeEach(() => {
    logins = create();
  });

  async function withAda(change: Partial<Login> = {}): Promise<Login> {
    const ada = newLogin(change);
    await logins.create(ada);
    return ada;
  }

  const atOnce = <Result>(call: (n: number) => Promise<Result>) =>
    Promise.allSettled(Array.from({ length: many }, (_, n) => call(n)));

  test('finds what was created, to the last attribute', async () => {
    const ada = await withAda({ passwordVersion: 3, sweptVersion: 2, sessionCount: 7, devices: [device] });
    expect(await logins.find(ada.name)).toEqual(ada);
  });

  test('finds nothing under another name', async () => {
    const ada = await withAda();
    expect(await logins.find(`${ada.name}m`)).toBeUndefined();
    expect(await logins.find('')).toBeUndefined();
  });

  test('refuses a name that is taken and keeps the first account', async () => {
    const ada = await withAda();
    await expect(logins.create({ ...ada, sub: 'other' })).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
    expect(await logins.find(ada.name)).toEqual(ada);
  });

  test('creating the same account again, when it has changed since, changes nothing', async () => {
    const ada = await withAda();
    await logins.commitSignIn(signInTo(ada));
    await expect(logins.create(ada)).resolves.toBeUndefined();
    expect((await logins.find(ada.name))?.lastSid).toBe('sid-1');
  });

  test('of many that want one name at once, one gets it', async () => {
    const ada = newLogin();
    const outcomes = await atOnce((n) => logins.create({ ...ada, sub: `sub-of-${n}` }));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('commits sign-ins, counts them and replaces an outdated hash', async () => {
    const ada = await withAda();
    expect(await logins.commitSignIn(signInTo(ada))).toBe(2);
    expect(await logins.commitSignIn(signInTo(ada, 'sid-2', '$argon2id$2'))).toBe(3);
    expect(await logins.find(ada.name)).toEqual({
      ...ada,
      passwordHash: '$argon2id$2',
      lastSid: 'sid-2',
      sessionCount: 3,
      devices: [device],
    });
  });

  test('counts a session once, however often its commit is sent', async () => {
    const ada = await withAda();
    const signIn = signInTo(ada, 'sid-1', '$argon2id$2');
    expect(await logins.commitSignIn(signIn)).toBe(2);
    expect(await logins.commitSignIn(signIn)).toBe(2);
  });

  test('of many sign-ins at once it counts none too few', async () => {
    const ada = await withAda();
    const outcomes = await atOnce((n) => logins.commitSignIn(signInTo(ada, `sid-of-${n}`)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(many);
    expect((await logins.find(ada.name))?.sessionCount).toBeGreaterThanOrEqual(1 + many);
  });

  test.each<[string, Partial<Login>]>([
    ['password', { passwordHash: '$argon2id$0' }],
    ['account', { sub: 'other' }],
    ['set of scopes', { scopes: [] }],
    ['name', { name: 'adam' }],
  ])('commits no sign-in that was verified against another %s', async (_what, change) => {
    const ada = await withAda();
    expect(await logins.commitSignIn(signInTo({ ...ada, ...change }))).toBeUndefined();
    expect(await logins.find(ada.name)).toEqual(ada);
  });

  test('commits no sign-in to an account that is being deleted', async () => {
    const ada = await withAda({ state: 'DELETING' });
    expect(await logins.commitSignIn(signInTo(ada))).toBeUndefined();
  });

  test('corrects the count of sessions, unless there was a sign-in meanwhile', async () => {
    const ada = await withAda({ sessionCount: 9 });
    await logins.correctSessionCount(ada, 8, 3);
    await logins.correctSessionCount({ ...ada, sub: 'other' }, 9, 3);
    expect((await logins.find(ada.name))?.sessionCount).toBe(9);
    await logins.correctSessionCount(ada, 9, 3);
    expect((await logins.find(ada.name))?.sessionCount).toBe(3);
  });

  test('replaces scopes only as they were read', async () => {
    const ada = await withAda();
    expect(await logins.replaceScopes(ada, [])).toBe(true);
    expect(await logins.replaceScopes(ada, ['audit'])).toBe(false);
    expect(await logins.replaceScopes({ ...ada, sub: 'other', scopes: [] }, ['audit'])).toBe(false);
    expect(await logins.find(ada.name)).toEqual({ ...ada, scopes: [] });
  });

  test('a change of password raises its version and leaves the sweep to be done', async () => {
    const ada = await withAda();
    expect(await logins.changePassword(ada, '$argon2id$2', 'sid-7')).toBe(true);
    const changed = { ...ada, passwordHash: '$argon2id$2', passwordVersion: 2, passwordSid: 'sid-7' };
    expect(await logins.find(ada.name)).toEqual(changed);
    expect(await logins.changePassword(changed, '$argon2id$3')).toBe(true);
    const { passwordSid, ...found } = (await logins.find(ada.name)) ?? ada;
    expect(found).toMatchObject({ passwordVersion: 3, sweptVersion: 1 });
    expect(passwordSid).toBeUndefined();
  });

  test('the same change of password sent twice is one change', async () => {
    const ada = await withAda();
    for (let n = 0; n < 2; n++) expect(await logins.changePassword(ada, '$argon2id$2')).toBe(true);
    expect(await logins.find(ada.name)).toMatchObject({ passwordVersion: 2 });
  });

  test.each<[string, Partial<Login>]>([
    ['hash', { passwordHash: '$argon2id$0' }],
    ['version', { passwordVersion: 2 }],
    ['account', { sub: 'other' }],
    ['name', { name: 'adam' }],
  ])('changes no password that was read with another %s', async (_what, change) => {
    const ada = await withAda();
    expect(await logins.changePassword({ ...ada, ...change }, '$argon2id$2')).toBe(false);
    expect(await logins.find(ada.name)).toEqual(ada);
  });

  test('changes no password of an account that is being deleted', async () => {
    const ada = await withAda({ state: 'DELETING' });
    expect(await logins.changePassword(ada, '$argon2id$2')).toBe(false);
  });

  test('of many changes of one password at once, one is made', async () => {
    const ada = await withAda();
    const outcomes = await atOnce((n) => logins.changePassword(ada, `$argon2id$new-${n}`));
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value)).toHaveLength(1);
    expect((await logins.find(ada.name))?.passwordVersion).toBe(2);
  });

  test('notes how far sessions were swept, and never goes back', async () => {
    const ada = await withAda();
    await logins.markSwept(ada, 3);
    await logins.markSwept(ada, 2);
    await logins.markSwept({ ...ada, sub: 'other' }, 4);
    expect((await logins.find(ada.name))?.sweptVersion).toBe(3);
  });

  test('clears the failures of changes when sessions were swept, even again, but not for an older version', async () => {
    const changeAttempts = { failures: 4, lastAttemptAt: 1_767_323_045_678 };
    const ada = await withAda({ changeAttempts, sweptVersion: 3 });
    await logins.markSwept(ada, 2);
    expect(await logins.find(ada.name)).toEqual(ada);
    await logins.markSwept(ada, 3);
    expect(await logins.find(ada.name)).toEqual({
      ...ada,
      changeAttempts: { ...changeAttempts, failures: 0 },
    });
  });

  test('closes an account, again and again, and none that has only inherited its name', async () => {
    const ada = await withAda();
    expect(await logins.markDeleting({ ...ada, sub: 'other' })).toBe(false);
    expect(await logins.find(ada.name)).toEqual(ada);
    for (let n = 0; n < 2; n++) expect(await logins.markDeleting(ada)).toBe(true);
    expect(await logins.find(ada.name)).toEqual({ ...ada, state: 'DELETING' });
    expect(await logins.markDeleting(newLogin())).toBe(false);
  });

  test('deletes a closed account, again and again, and its name is free', async () => {
    const ada = await withAda({ state: 'DELETING' });
    for (let n = 0; n < 2; n++) await expect(logins.delete(ada)).resolves.toBeUndefined();
    expect(await logins.find(ada.name)).toBeUndefined();
    await expect(logins.create({ ...ada, sub: 'other' })).resolves.toBeUndefined();
  });

  test('deletes neither an open account nor one that has inherited the name', async () => {
    const open = await withAda();
    const closed = await withAda({ state: 'DELETING' });
    await logins.delete({ ...open, state: 'DELETING' });
    await logins.delete({ ...closed, sub: 'other' });
    expect(await logins.find(open.name)).toEqual(open);
    expect(await logins.find(closed.name)).toEqual(closed);
  });
});

describe('logins on the AWS SDK', () => {
  const dynamo = new DynamoDBClient({ region: 'local' });
  const client = mockClient(dynamo);
  const logins = createDynamoLogins(dynamo, 'Table');
  beforeEach(() => client.reset());

  test('reads consistently, and names the attributes it reads', async () => {
    client.on(GetItemCommand).resolves({});
    await logins.find('ada');
    expect(client.commandCalls(GetItemCommand)[0]?.args[0].input).toMatchObject({
      Key: { pk: { S: 'LOGIN#ada' }, sk: { S: 'LOGIN' } },
      ConsistentRead: true,
      ProjectionExpression:
        '#sub, #username, #passwordHash, #passwordVersion, #passwordSid, #sweptVersion, #state, #scope, #createdAt, ' +
        '#lastSid, #sessionCount, #failures, #lastAttemptAt, #changeFailures, #changeAttemptAt, #devices, #v',
    });
  });

  test.each([
    'ThrottlingException',
    'ProvisionedThroughputExceededException',
    'TimeoutError',
    'InternalServerError',
  ])('a %s means that a dependency is unavailable', async (name) => {
    client.on(UpdateItemCommand).rejects(Object.assign(new Error('no'), { name }));
    await expect(logins.commitSignIn(signInTo(newLogin()))).rejects.toMatchObject({
      code: 'DEPENDENCY_UNAVAILABLE',
    });
  });

  test('a missing grant is our own fault and stays what it is', async () => {
    client.on(GetItemCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
    await expect(logins.find('ada')).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});
