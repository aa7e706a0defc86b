import type { Account } from '../../../../lambda/identity/accounts/account';
import { type Accounts, createDynamoAccounts } from '../../../../lambda/identity/accounts/accounts';
import { createDeviceToken, toDevice } from '../../../../lambda/identity/devices/device';
import {
  type AccountAdministration,
  createDynamoAccountAdministration,
} from '../../../../lambda/identity/operator/account-administration';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { createMemoryAccountAdministration } from '../../fakes/memory-account-administration';
import { createMemoryAccounts } from '../../fakes/memory-accounts';
import { newAccount } from '../../fakes/new-account';
import { ofLevel } from '../../fakes/store-levels';

const UNTIL = 1_767_409_445_000;
const PASSWORD = { hash: '$argon2id$temporary', until: UNTIL };

const AT = 1_767_323_045;
const DEVICE = toDevice(createDeviceToken(), AT);
const signInTo = (account: Account) => ({ account, sid: 'sid-1', device: DEVICE, at: AT });

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

interface Stores {
  readonly accounts: Accounts;
  readonly administration: AccountAdministration;
}

const inMemory = (): Stores => {
  const accounts = createMemoryAccounts();
  return { accounts, administration: createMemoryAccountAdministration(accounts.items) };
};
const inTable = (client: keyof Pick<EmbeddedTable, 'client' | 'retrying'>) => (): Stores => {
  const accounts = createDynamoAccounts(table[client], table.tableName);
  return {
    accounts,
    administration: createDynamoAccountAdministration(table[client], table.tableName, accounts),
  };
};

describe.each<[string, () => Stores]>(
  ofLevel([
    ['in memory', inMemory],
    ['on the embedded DynamoDB', inTable('client')],
    ['when every first answer is lost', inTable('retrying')],
  ]),
)('the administration of accounts %s', (_where, create) => {
  let accounts: Accounts;
  let administration: AccountAdministration;
  beforeEach(() => {
    ({ accounts, administration } = create());
  });

  async function withAda(change: Partial<Account> = {}): Promise<Account> {
    const ada = newAccount(change);
    await accounts.create(ada);
    return ada;
  }
  const without = ({ kept: _kept, ...account }: Account) => account;

  test('disables an active account, raises its version once, and keeps everything else', async () => {
    const ada = await withAda();
    for (let n = 0; n < 2; n++) expect(await administration.disable(ada)).toBe(true);
    expect(await accounts.find(ada.sub)).toEqual({ ...without(ada), state: 'DISABLED', securityVersion: 2 });
  });

  test('enables a disabled account, whose sessions were all revoked', async () => {
    const ada = await withAda({ state: 'DISABLED', securityVersion: 3 });
    for (let n = 0; n < 2; n++) expect(await administration.enable(ada)).toBe(true);
    expect(await accounts.find(ada.sub)).toEqual({
      ...ada,
      state: 'ACTIVE',
      sessionsRevokedThroughVersion: 3,
    });
  });

  test('enabling does not change an active account', async () => {
    const ada = await withAda({ securityVersion: 3 });
    expect(await administration.enable(ada)).toBe(true);
    expect(await accounts.find(ada.sub)).toEqual(ada);
  });

  test('does not enable an account that was disabled again since it was read', async () => {
    const ada = await withAda({ state: 'DISABLED', securityVersion: 3 });
    expect(await administration.enable({ ...ada, securityVersion: 2 })).toBe(false);
    expect(await accounts.find(ada.sub)).toEqual(ada);
  });

  test.each(['disable', 'enable'] as const)(
    'does not %s an account that is being deleted or no longer exists',
    async (act) => {
      const ada = await withAda({ state: 'DELETING' });
      expect(await administration[act](ada)).toBe(false);
      expect(await administration[act]({ sub: 'other', securityVersion: 1 })).toBe(false);
      expect(await accounts.find(ada.sub)).toEqual(ada);
      expect(await accounts.find('other')).toBeUndefined();
    },
  );

  test('a sign-in that was verified before an account was disabled is not committed after it was enabled', async () => {
    const ada = await withAda();
    await administration.disable(ada);
    expect(await administration.enable({ ...ada, securityVersion: 2 })).toBe(true);
    expect(await accounts.commitSignIn(signInTo(ada))).toBeUndefined();
  });

  test('sets a temporary password, raises the version, and leaves revocations pending', async () => {
    const changeAttempts = { failures: 4, lastAttemptAt: 1_767_323_045_678 };
    const ada = await withAda({ changeAttempts });
    for (let n = 0; n < 2; n++) expect(await administration.setTemporaryPassword(ada, PASSWORD)).toBe(true);
    expect(await accounts.find(ada.sub)).toEqual({
      ...without(ada),
      passwordHash: PASSWORD.hash,
      passwordTemporaryUntil: UNTIL,
      securityVersion: 2,
      changeAttempts: { ...changeAttempts, failures: 0 },
    });
  });

  test.each<[string, Partial<Account>, Partial<Account>]>([
    ['that was read with another hash', {}, { passwordHash: '$argon2id$0' }],
    ['that was read with another version', {}, { securityVersion: 2 }],
    ['of another id', {}, { sub: 'other' }],
    ['that is disabled', { state: 'DISABLED' }, {}],
    ['that is being deleted', { state: 'DELETING' }, {}],
  ])('does not set a temporary password of an account %s', async (_what, stored, read) => {
    const ada = await withAda(stored);
    expect(await administration.setTemporaryPassword({ ...ada, ...read }, PASSWORD)).toBe(false);
    expect(await accounts.find(ada.sub)).toEqual(ada);
  });

  test('after a change, the password is not temporary', async () => {
    const ada = await withAda({ passwordTemporaryUntil: UNTIL });
    expect(await accounts.changePassword(ada, '$argon2id$2')).toBe(true);
    expect((await accounts.find(ada.sub))?.passwordTemporaryUntil).toBeUndefined();
  });

  test('commits neither a sign-in to a disabled account nor a change of its password', async () => {
    const ada = await withAda({ state: 'DISABLED' });
    expect(await accounts.commitSignIn(signInTo(ada))).toBeUndefined();
    expect(await accounts.changePassword(ada, '$argon2id$2')).toBe(false);
    expect(await accounts.find(ada.sub)).toEqual(ada);
  });

  test('a sign-in that replaces a temporary password raises the version, with nothing to revoke', async () => {
    const ada = await withAda({ passwordTemporaryUntil: UNTIL, securityVersion: 2, sessionCount: 0 });
    const signIn = { ...signInTo(ada), newPasswordHash: '$argon2id$2', replacesPassword: true };
    for (let n = 0; n < 2; n++) expect(await accounts.commitSignIn(signIn)).toBe(1);
    const { passwordTemporaryUntil: _until, ...rest } = ada;
    expect(await accounts.find(ada.sub)).toEqual({
      ...rest,
      passwordHash: '$argon2id$2',
      securityVersion: 3,
      sessionsRevokedThroughVersion: 3,
      lastSid: 'sid-1',
      sessionCount: 1,
      devices: [DEVICE],
    });
  });

  test('an operator can close a disabled account, and its owner cannot', async () => {
    const ada = await withAda({ state: 'DISABLED' });
    expect(await accounts.markDeleting(ada, 'owner')).toBe(false);
    expect(await accounts.find(ada.sub)).toEqual(ada);
    expect(await accounts.markDeleting(ada, 'operator')).toBe(true);
    expect(await accounts.find(ada.sub)).toEqual({ ...ada, state: 'DELETING' });
  });
});
