import { DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import type { Account } from '../../../../lambda/identity/accounts/account';
import { type Accounts, createDynamoAccounts } from '../../../../lambda/identity/accounts/accounts';
import type { SignIn } from '../../../../lambda/identity/authentication/sign-in-update';
import { createDeviceToken, toDevice } from '../../../../lambda/identity/devices/device';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { createMemoryAccounts } from '../../fakes/memory-accounts';
import { newAccount } from '../../fakes/new-account';
import { ofLevel } from '../../fakes/store-levels';

const AT = 1_767_323_045;
const device = toDevice(createDeviceToken(), AT);

/** A sign-in from an unknown device. */
const signInTo = (account: Account, sid = 'sid-1', newPasswordHash?: string): SignIn => ({
  account,
  sid,
  newPasswordHash,
  device,
  at: AT,
});

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

describe.each<[string, number, () => Accounts]>(
  ofLevel([
    ['in memory', 50, createMemoryAccounts],
    ['on the embedded DynamoDB', 10, () => createDynamoAccounts(table.client, table.tableName)],
    ['when every first answer is lost', 5, () => createDynamoAccounts(table.retrying, table.tableName)],
  ]),
)('accounts %s', (_where, many, create) => {
  let accounts: Accounts;
  beforeEach(() => {
    accounts = create();
  });

  async function withAda(change: Partial<Account> = {}): Promise<Account> {
    const ada = newAccount(change);
    await accounts.create(ada);
    return ada;
  }

  const atOnce = <Result>(call: (n: number) => Promise<Result>) =>
    Promise.allSettled(Array.from({ length: many }, (_, n) => call(n)));

  test('finds every attribute of a created account', async () => {
    const ada = await withAda({
      securityVersion: 3,
      sessionsRevokedThroughVersion: 2,
      sessionCount: 7,
      devices: [device],
    });
    expect(await accounts.find(ada.sub)).toEqual(ada);
  });

  test('finds nothing under another id or under the name', async () => {
    const ada = await withAda();
    for (const sub of [`${ada.sub}m`, ada.name, '']) expect(await accounts.find(sub)).toBeUndefined();
  });

  test('commits sign-ins, counts them and replaces an outdated hash', async () => {
    const ada = await withAda();
    expect(await accounts.commitSignIn(signInTo(ada))).toBe(2);
    expect(await accounts.commitSignIn(signInTo(ada, 'sid-2', '$argon2id$2'))).toBe(3);
    expect(await accounts.find(ada.sub)).toEqual({
      ...ada,
      passwordHash: '$argon2id$2',
      lastSid: 'sid-2',
      sessionCount: 3,
      devices: [device],
    });
  });

  test('counts a session once when its commit is sent twice', async () => {
    const ada = await withAda();
    const signIn = signInTo(ada, 'sid-1', '$argon2id$2');
    expect(await accounts.commitSignIn(signIn)).toBe(2);
    expect(await accounts.commitSignIn(signIn)).toBe(2);
  });

  test('counts every one of many concurrent sign-ins', async () => {
    const ada = await withAda();
    const outcomes = await atOnce((n) => accounts.commitSignIn(signInTo(ada, `sid-of-${n}`)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(many);
    expect((await accounts.find(ada.sub))?.sessionCount).toBeGreaterThanOrEqual(1 + many);
  });

  test.each<[string, Partial<Account>]>([
    ['password', { passwordHash: '$argon2id$0' }],
    ['account', { sub: 'other' }],
    ['set of scopes', { scopes: [] }],
    ['spelling of the name', { username: 'ADA' }],
    ['security version', { securityVersion: 2 }],
  ])('does not commit a sign-in that was verified against another %s', async (_what, change) => {
    const ada = await withAda();
    expect(await accounts.commitSignIn(signInTo({ ...ada, ...change }))).toBeUndefined();
    expect(await accounts.find(ada.sub)).toEqual(ada);
  });

  test('does not commit a sign-in to an account that is being deleted', async () => {
    const ada = await withAda({ state: 'DELETING' });
    expect(await accounts.commitSignIn(signInTo(ada))).toBeUndefined();
  });

  test('corrects the count of sessions, unless a sign-in happened meanwhile', async () => {
    const ada = await withAda({ sessionCount: 9 });
    await accounts.correctSessionCount(ada, 8, 3);
    await accounts.correctSessionCount({ ...ada, sub: 'other' }, 9, 3);
    expect((await accounts.find(ada.sub))?.sessionCount).toBe(9);
    await accounts.correctSessionCount(ada, 9, 3);
    expect((await accounts.find(ada.sub))?.sessionCount).toBe(3);
  });

  test('replaces scopes only if they are unchanged', async () => {
    const ada = await withAda();
    expect(await accounts.replaceScopes(ada, [])).toBe(true);
    expect(await accounts.replaceScopes(ada, ['audit'])).toBe(false);
    expect(await accounts.replaceScopes({ ...ada, sub: 'other', scopes: [] }, ['audit'])).toBe(false);
    expect(await accounts.find(ada.sub)).toEqual({ ...ada, scopes: [] });
  });

  test('a password change raises the version and leaves revocations pending', async () => {
    const ada = await withAda();
    expect(await accounts.changePassword(ada, '$argon2id$2', 'sid-7')).toBe(true);
    const changed = {
      ...ada,
      passwordHash: '$argon2id$2',
      securityVersion: 2,
      kept: { sid: 'sid-7', fromVersion: 1 },
    };
    expect(await accounts.find(ada.sub)).toEqual(changed);
    expect(await accounts.changePassword(changed, '$argon2id$3')).toBe(true);
    const { kept, ...found } = (await accounts.find(ada.sub)) ?? ada;
    expect(found).toMatchObject({ securityVersion: 3, sessionsRevokedThroughVersion: 1 });
    expect(kept).toBeUndefined();
  });

  test('the same password change sent twice is one change', async () => {
    const ada = await withAda();
    for (let n = 0; n < 2; n++) expect(await accounts.changePassword(ada, '$argon2id$2')).toBe(true);
    expect(await accounts.find(ada.sub)).toMatchObject({ securityVersion: 2 });
  });

  test.each<[string, Partial<Account>]>([
    ['hash', { passwordHash: '$argon2id$0' }],
    ['version', { securityVersion: 2 }],
    ['account', { sub: 'other' }],
  ])('does not change a password that was read with another %s', async (_what, change) => {
    const ada = await withAda();
    expect(await accounts.changePassword({ ...ada, ...change }, '$argon2id$2')).toBe(false);
    expect(await accounts.find(ada.sub)).toEqual(ada);
  });

  test('does not change the password of an account that is being deleted', async () => {
    const ada = await withAda({ state: 'DELETING' });
    expect(await accounts.changePassword(ada, '$argon2id$2')).toBe(false);
  });

  test('of many concurrent password changes, one succeeds', async () => {
    const ada = await withAda();
    const outcomes = await atOnce((n) => accounts.changePassword(ada, `$argon2id$new-${n}`));
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value)).toHaveLength(1);
    expect((await accounts.find(ada.sub))?.securityVersion).toBe(2);
  });

  test('raises the security version, and keeps no session', async () => {
    const ada = await withAda({ kept: { sid: 'sid-0', fromVersion: 1 } });
    const { kept: _, ...rest } = ada;
    const version = await accounts.raiseSecurityVersion(ada.sub);
    expect(version).toBeGreaterThan(1);
    expect(await accounts.find(ada.sub)).toEqual({ ...rest, securityVersion: version });
    expect(await accounts.commitSignIn(signInTo(ada))).toBeUndefined();
    expect(await accounts.changePassword(ada, '$argon2id$2')).toBe(false);
  });

  test('does not raise the security version of an account that does not exist', async () => {
    const ada = newAccount();
    expect(await accounts.raiseSecurityVersion(ada.sub)).toBeUndefined();
    expect(await accounts.find(ada.sub)).toBeUndefined();
  });

  test('records how far sessions were revoked, and never lowers it', async () => {
    const ada = await withAda();
    await accounts.markSessionsRevoked(ada, 3);
    await accounts.markSessionsRevoked(ada, 2);
    await accounts.markSessionsRevoked({ ...ada, sub: 'other' }, 4);
    expect((await accounts.find(ada.sub))?.sessionsRevokedThroughVersion).toBe(3);
  });

  test('clears the failures of changes after revocations, even repeated ones, only on request and not for an older version', async () => {
    const changeAttempts = { failures: 4, lastAttemptAt: 1_767_323_045_678 };
    const ada = await withAda({ changeAttempts, sessionsRevokedThroughVersion: 3 });
    const clearing = { clearsChangeAttempts: true };
    await accounts.markSessionsRevoked(ada, 2, clearing);
    await accounts.markSessionsRevoked(ada, 3);
    expect(await accounts.find(ada.sub)).toEqual(ada);
    await accounts.markSessionsRevoked(ada, 3, clearing);
    expect(await accounts.find(ada.sub)).toEqual({
      ...ada,
      changeAttempts: { ...changeAttempts, failures: 0 },
    });
  });

  test('closes an account, repeatedly, and creates none', async () => {
    const ada = await withAda();
    for (let n = 0; n < 2; n++) expect(await accounts.markDeleting(ada, 'owner')).toBe(true);
    expect(await accounts.find(ada.sub)).toEqual({ ...ada, state: 'DELETING' });
    expect(await accounts.markDeleting(newAccount(), 'owner')).toBe(false);
  });

  test('deletes a closed account, repeatedly', async () => {
    const ada = await withAda({ state: 'DELETING' });
    await accounts.delete(ada);
    expect(await accounts.delete(ada)).toBeUndefined();
    expect(await accounts.find(ada.sub)).toBeUndefined();
  });

  test('does not delete an account that is not closed', async () => {
    const open = await withAda();
    await accounts.delete({ ...open, state: 'DELETING' });
    expect(await accounts.find(open.sub)).toEqual(open);
  });
});

describe('accounts on the AWS SDK', () => {
  const dynamo = new DynamoDBClient({ region: 'local' });
  const client = mockClient(dynamo);
  const accounts = createDynamoAccounts(dynamo, 'Table');
  beforeEach(() => client.reset());

  test('reads consistently, and projects the attributes that it needs', async () => {
    client.on(GetItemCommand).resolves({});
    await accounts.find('sub-1');
    expect(client.commandCalls(GetItemCommand)[0]?.args[0].input).toMatchObject({
      Key: { pk: { S: 'ACCOUNT#sub-1' }, sk: { S: 'ACCOUNT' } },
      ConsistentRead: true,
      ProjectionExpression:
        '#name, #username, #usernameChanges, #email, #pendingEmail, #formerEmail, ' +
        '#factors, #secondFactorSince, #recoveryCodes, #factorFailures, #factorAttemptAt, #stepUpFailures, #stepUpAttemptAt, #factorsResetAt, ' +
        '#passkeys, #passwordHash, #securityVersion, #keptSid, #keptFromVersion, #passwordTemporaryUntil, #sessionsRevokedThroughVersion, #state, #scope, #createdAt, #expiresAt, ' +
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
    await expect(accounts.commitSignIn(signInTo(newAccount()))).rejects.toMatchObject({
      code: 'DEPENDENCY_UNAVAILABLE',
    });
  });

  test('a missing permission is passed on unchanged', async () => {
    client.on(GetItemCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
    await expect(accounts.find('ada')).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});
