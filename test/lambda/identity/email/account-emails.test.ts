import type { Account } from '../../../../lambda/identity/accounts/account';
import { type Accounts, createDynamoAccounts } from '../../../../lambda/identity/accounts/accounts';
import { createAccountUpdate } from '../../../../lambda/identity/accounts/update-account';
import {
  type AccountEmail,
  FORMER_EMAIL_MS,
  type PendingEmail,
} from '../../../../lambda/identity/email/account-email';
import {
  type AccountEmails,
  createDynamoAccountEmails,
} from '../../../../lambda/identity/email/account-emails';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { createMemoryAccountEmails } from '../../fakes/memory-account-emails';
import { createMemoryAccounts } from '../../fakes/memory-accounts';
import { newAccount } from '../../fakes/new-account';
import { countAdmitted } from '../../fakes/outcomes';
import { ofLevel } from '../../fakes/store-levels';

const AT = 1_767_323_045_678;
const pending: PendingEmail = {
  address: 'ada@example.com',
  shown: 'Ada@example.com',
  challenge: 'challenge-1',
  generation: 1,
  attempts: 0,
  requestedAt: AT,
  expiresAt: AT + 86_400_000,
  securityVersion: 1,
  sid: 'sid-0',
};
const { address, shown } = pending;
const verified: AccountEmail = { address, shown, verifiedAt: AT + 1, verifiedBy: 'attempt-1' };

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

interface Stores {
  readonly accounts: Accounts;
  readonly emails: AccountEmails;
}
const inMemory = (): Stores => {
  const accounts = createMemoryAccounts();
  return { accounts, emails: createMemoryAccountEmails(accounts) };
};
const inTable = (client: keyof Pick<EmbeddedTable, 'client' | 'retrying'>) => (): Stores => {
  const accounts = createDynamoAccounts(table[client], table.tableName);
  return {
    accounts,
    emails: createDynamoAccountEmails(createAccountUpdate(table[client], table.tableName), accounts),
  };
};

describe.each<[string, () => Stores]>(
  ofLevel([
    ['in memory', inMemory],
    ['on the embedded DynamoDB', inTable('client')],
    ['when every first answer is lost', inTable('retrying')],
  ]),
)('addresses of accounts %s', (where, create) => {
  let accounts: Accounts;
  let emails: AccountEmails;
  let ada: Account;
  beforeEach(async () => {
    ({ accounts, emails } = create());
    ada = newAccount();
    await accounts.create(ada);
  });

  const read = () => accounts.find(ada.sub);
  const set = (change: Partial<PendingEmail> = {}) => emails.setPending(ada, { ...pending, ...change });
  /** Ada with an address in use, and none pending. */
  async function addressed(): Promise<Account> {
    await set();
    await emails.verify(ada, pending, verified);
    return (await read()) as Account;
  }

  test('sets a pending address, replaces it, and changes nothing else', async () => {
    expect(await set()).toBe(true);
    expect(await read()).toEqual({ ...ada, pendingEmail: pending });
    expect(await set({ challenge: 'challenge-2' })).toBe(true);
    expect(await read()).toEqual({ ...ada, pendingEmail: { ...pending, challenge: 'challenge-2' } });
  });

  test('sets none under another security version, or on an account that is not active', async () => {
    expect(await set({ securityVersion: 2 })).toBe(false);
    expect(await emails.setPending(newAccount(), pending)).toBe(false);
    await accounts.markDeleting(ada, 'owner');
    expect(await set()).toBe(false);
    expect(await read()).not.toHaveProperty('pendingEmail');
  });

  test('drops exactly the pending address that it is told to', async () => {
    await set();
    await emails.dropPending(ada, { challenge: 'challenge-2' });
    expect(await read()).toEqual({ ...ada, pendingEmail: pending });
    for (let n = 0; n < 2; n++) await emails.dropPending(ada, pending);
    expect(await read()).toEqual(ada);
    await emails.dropPending(newAccount(), pending);
  });

  test('of many concurrent codes, no more than five are admitted', async () => {
    await set();
    const admitted = await countAdmitted(20, () => emails.countAttempt(ada, pending));
    if (where.includes('lost')) expect(admitted).toBeLessThanOrEqual(5);
    else expect(admitted).toBe(5);
    expect(await emails.countAttempt(ada, pending)).toBe(false);
    expect((await read())?.pendingEmail?.attempts).toBe(5);
  });

  test('admits no code of a request that was replaced, dropped or voided', async () => {
    expect(await emails.countAttempt(ada, pending)).toBe(false);
    await set({ challenge: 'challenge-2' });
    expect(await emails.countAttempt(ada, pending)).toBe(false);
    await set();
    await accounts.raiseSecurityVersion(ada.sub);
    expect(await emails.countAttempt(ada, pending)).toBe(false);
    expect((await read())?.pendingEmail?.attempts).toBe(0);
  });

  test('puts the pending address into use once', async () => {
    await set();
    const outcomes = [];
    for (const verifiedBy of ['attempt-1', 'attempt-2']) {
      outcomes.push(await emails.verify(ada, pending, { ...verified, verifiedBy }));
    }
    expect(outcomes).toEqual([true, false]);
    expect(await read()).toEqual({ ...ada, email: verified });
  });

  test('an account with a verified address no longer expires, and does again if it loses its first one', async () => {
    // not expired by the clock of the machine
    const expiresAt = 4_102_444_800;
    const eve = newAccount({ expiresAt });
    await accounts.create(eve);
    await emails.setPending(eve, pending);
    expect(await emails.verify(eve, pending, verified)).toBe(true);
    expect(await accounts.find(eve.sub)).not.toHaveProperty('expiresAt');
    await emails.restore(eve, verified, undefined);
    expect(await accounts.find(eve.sub)).toEqual(eve);
  });

  test('two parallel uses of one request: one wins', async () => {
    await set();
    const admitted = await countAdmitted(10, (n) =>
      emails.verify(ada, pending, { ...verified, verifiedBy: `attempt-${n}` }),
    );
    expect(admitted).toBe(1);
  });

  test('raises the security version with the first address, and keeps one session', async () => {
    await set();
    expect(await emails.verify(ada, pending, verified, 'sid-7')).toBe(true);
    expect(await read()).toEqual({
      ...ada,
      email: verified,
      securityVersion: 2,
      kept: { sid: 'sid-7', fromVersion: 1 },
    });
  });

  test.each<[string, () => Promise<unknown>]>([
    ['replaced', () => set({ challenge: 'challenge-2' })],
    ['dropped', () => emails.dropPending(ada, pending)],
    ['voided by a raised security version', () => accounts.raiseSecurityVersion(ada.sub)],
    ['asked by an account that is being deleted', () => accounts.markDeleting(ada, 'owner')],
  ])('puts no address into use whose request was %s', async (_what, meanwhile) => {
    await set();
    await meanwhile();
    expect(await emails.verify(ada, pending, verified)).toBe(false);
    expect(await read()).not.toHaveProperty('email');
  });

  test('puts no address into use when the present one has changed meanwhile', async () => {
    const before = ada;
    const present = await addressed();
    await set({ challenge: 'challenge-2' });
    const next = { ...verified, verifiedBy: 'attempt-2' };
    expect(await emails.verify(before, { ...pending, challenge: 'challenge-2' }, next)).toBe(false);
    expect(await emails.verify(present, { ...pending, challenge: 'challenge-2' }, next)).toBe(true);
    expect((await read())?.email).toEqual(next);
  });

  test('puts the former address or none back, unless the address has changed since', async () => {
    await addressed();
    const former = { ...verified, address: 'former@example.com', verifiedBy: 'attempt-0' };
    await emails.restore(ada, { ...verified, verifiedBy: 'attempt-2' }, former);
    expect((await read())?.email).toEqual(verified);
    await emails.restore(ada, verified, former);
    expect((await read())?.email).toEqual(former);
    await emails.restore(ada, former, undefined);
    expect(await read()).toEqual(ada);
  });

  test('removes the address in use and the pending one', async () => {
    const present = await addressed();
    await set();
    expect(await emails.remove(present, AT + 2)).toBe(true);
    const removed = { ...ada, formerEmail: { address, shown, until: AT + 2 + FORMER_EMAIL_MS } };
    expect(await read()).toEqual(removed);
    // an account without an address may have a pending one
    await set();
    expect(await emails.remove(removed, AT + 3)).toBe(true);
    expect(await read()).toEqual(removed);
  });

  test('keeps the former address when another is verified, for seven days and against a further change', async () => {
    const present = await addressed();
    const change = async (from: Account, to: string, verifiedAt: number) => {
      const challenge = `challenge for ${to}`;
      const asked = { ...pending, address: to, shown: to, challenge };
      await emails.setPending(from, asked);
      const next = { address: to, shown: to, verifiedAt, verifiedBy: `attempt for ${to}` };
      expect(await emails.verify(from, asked, next)).toBe(true);
      return (await read()) as Account;
    };
    const former = { address, shown, until: AT + 5 + FORMER_EMAIL_MS };
    const second = await change(present, 'b@example.com', AT + 5);
    expect(second.formerEmail).toEqual(former);
    const third = await change(second, 'c@example.com', former.until - 1);
    expect(third.formerEmail).toEqual(former);
    const late = await change(third, 'd@example.com', former.until);
    expect(late.formerEmail).toMatchObject({ address: 'c@example.com' });
    const again = await change(late, 'd@example.com', former.until + 1);
    expect(again.formerEmail).toEqual(late.formerEmail);
    const forgotten = await change(again, 'd@example.com', former.until + FORMER_EMAIL_MS);
    expect(forgotten).not.toHaveProperty('formerEmail');
  });

  test('does not remove an address that it did not read, or that of an account that is not active', async () => {
    const present = await addressed();
    expect(await emails.remove(ada, AT)).toBe(false);
    await accounts.markDeleting(ada, 'owner');
    expect(await emails.remove(present, AT)).toBe(false);
    expect((await read())?.email).toEqual(verified);
  });

  test('an account that was deleted is not created again', async () => {
    const stranger = newAccount();
    expect(await emails.verify(stranger, pending, verified)).toBe(false);
    expect(await emails.remove({ ...stranger, email: verified }, AT)).toBe(false);
    await emails.restore(stranger, verified, verified);
    expect(await accounts.find(stranger.sub)).toBeUndefined();
  });
});
