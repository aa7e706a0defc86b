import type { IdentifierPointer } from '../../../../../lambda/identity/accounts/identifiers/identifier-pointers';
import {
  checkNameIsFree,
  RESERVATION_MS,
  type ReserveNameDependencies,
  reserveName,
} from '../../../../../lambda/identity/accounts/identifiers/reserve-identifier';
import { createMemoryAccounts } from '../../../fakes/memory-accounts';
import { createMemoryIdentifierPointers } from '../../../fakes/memory-identifier-pointers';
import { newAccount } from '../../../fakes/new-account';

const NOW = 1_767_323_045_678;
const TAKEN = { code: 'USERNAME_TAKEN' };
const bob = newAccount({ name: 'ada', sub: 'bob' });

/** Creates stores in which `bob` has the name, through a pointer with the given state and end. */
function setUp(state?: IdentifierPointer['state'], reservedUntil = NOW) {
  const names = createMemoryIdentifierPointers();
  const accounts = createMemoryAccounts();
  const now = jest.fn(() => NOW);
  if (state) names.items.set('ada', { name: 'ada', sub: 'bob', state, reservedUntil });
  const reserve = (change: Partial<ReserveNameDependencies> = {}, sub = 'ada') =>
    reserveName({ names, accounts, now, ...change }, { name: 'ada', sub });
  return { names, accounts, now, reserve };
}

/** Checks whether an account other than `ada` has the name. */
const look = (stores: Pick<ReturnType<typeof setUp>, 'names' | 'accounts'>, sub = 'ada') =>
  checkNameIsFree({ ...stores, now: () => NOW }, { name: 'ada', sub });

const own = { name: 'ada', sub: 'ada', state: 'RESERVED', reservedUntil: NOW + RESERVATION_MS };

test('reserves a free name for longer than any function runs', async () => {
  const { names, reserve } = setUp();
  expect(await reserve()).toEqual(own);
  expect(names.items.get('ada')).toEqual(own);
  expect(RESERVATION_MS).toBeGreaterThanOrEqual(15 * 60_000);
});

test.each<[string, IdentifierPointer['state'], number, boolean]>([
  ['reserved, its account not written yet', 'RESERVED', NOW + 1, false],
  ['reserved, its account there', 'RESERVED', NOW + 1, true],
  ['reserved by an account whose registration ended after the commit', 'RESERVED', NOW - 86_400_000, true],
  ['confirmed', 'CONFIRMED', NOW - 86_400_000, true],
])('a name that is %s is taken', async (_what, state, reservedUntil, hasAccount) => {
  const { names, accounts, reserve } = setUp(state, reservedUntil);
  if (hasAccount) accounts.set(bob);
  const before = names.items.get('ada');
  await expect(reserve()).rejects.toMatchObject(TAKEN);
  await expect(look({ names, accounts })).rejects.toMatchObject(TAKEN);
  expect(names.items.get('ada')).toEqual(before);
});

test('a former name is taken while its account holds it, and no longer', async () => {
  const former = { ...bob, name: 'bob', username: 'Bob' };
  const usernameChanges = { version: 1, sessionsVersion: 1, recent: [{ replaced: 'Ada', at: NOW - 1 }] };
  for (const state of ['RESERVED', 'CONFIRMED'] as const) {
    const { accounts, reserve } = setUp(state);
    accounts.set({ ...former, usernameChanges: { ...usernameChanges, heldUntil: NOW + 1 } });
    await expect(reserve()).rejects.toMatchObject(TAKEN);
    accounts.set({ ...former, usernameChanges: { ...usernameChanges, heldUntil: NOW } });
    expect(await reserve()).toEqual(own);
  }
});

test.each<[string, IdentifierPointer['state']]>([
  ['reserved by a registration that ended before the commit', 'RESERVED'],
  ['confirmed, left by an interrupted deletion or change of name', 'CONFIRMED'],
])('a name that was %s is taken over', async (_what, state) => {
  for (const renamed of [false, true]) {
    const { accounts, reserve } = setUp(state);
    if (renamed) accounts.set({ ...bob, name: 'bob' });
    expect(await reserve()).toEqual(own);
  }
});

test('an account reserves its own name again, so that no other account can take the earlier pointer', async () => {
  for (const [state, until] of [
    ['RESERVED', NOW + 1],
    ['CONFIRMED', NOW],
  ] as const) {
    const { names, reserve } = setUp(state, until);
    const found = names.items.get('ada') as IdentifierPointer;
    expect(await reserve({}, 'bob')).toEqual({ ...own, sub: 'bob' });
    expect(await names.replace(found, { ...own, state: 'RESERVED', sub: 'eve' })).toBe(false);
  }
});

describe('a pointer that is read as stale', () => {
  test.each<[string, (names: ReturnType<typeof setUp>['names']) => Promise<unknown>]>([
    ['is confirmed meanwhile', (names) => names.confirm({ name: 'ada', sub: 'bob' })],
    [
      'is reserved again and confirmed meanwhile',
      async (names) => {
        const found = names.items.get('ada') as IdentifierPointer;
        await names.replace(found, { ...found, state: 'RESERVED', reservedUntil: NOW + 5 });
        await names.confirm(found);
      },
    ],
  ])('is not taken over when it %s', async (_what, meanwhile) => {
    const { names, accounts, reserve } = setUp('RESERVED');
    let isFirst = true;
    const find: ReserveNameDependencies['accounts']['find'] = async (sub) => {
      const account = await accounts.find(sub);
      if (isFirst) {
        // the account that did not exist a moment ago
        accounts.set(bob);
        await meanwhile(names);
      }
      isFirst = false;
      return account;
    };
    await expect(reserve({ accounts: { ...accounts, find } })).rejects.toMatchObject(TAKEN);
    expect(names.items.get('ada')).toMatchObject({ sub: 'bob', state: 'CONFIRMED' });
  });
});

test('takes the name of an expired account over, and deletes that account', async () => {
  const { names, accounts, reserve } = setUp('CONFIRMED');
  accounts.set({ ...bob, expiresAt: 1 });
  expect(await reserve()).toEqual(own);
  expect(names.items.get('ada')).toEqual(own);
  expect(accounts.items.has('bob')).toBe(false);
});

test('an account that signs in while it expires keeps its name', async () => {
  const { accounts, reserve } = setUp('CONFIRMED');
  accounts.set({ ...bob, expiresAt: 1 });
  const find: ReserveNameDependencies['accounts']['find'] = async (sub) => {
    const account = await accounts.find(sub);
    accounts.set({ ...bob, lastSid: 'sid-9', expiresAt: 4_102_444_800 });
    return account;
  };
  await expect(reserve({ accounts: { ...accounts, find } })).rejects.toMatchObject(TAKEN);
  expect(accounts.items.has('bob')).toBe(true);
});

test('reserves a name that is released between two reads', async () => {
  const { names, reserve } = setUp('CONFIRMED');
  const find = async (name: string) => {
    names.items.delete(name);
    return undefined;
  };
  expect(await reserve({ names: { ...names, find } })).toEqual(own);
});

test('a name whose pointer keeps changing is taken', async () => {
  const { names, reserve } = setUp('CONFIRMED');
  const replace = jest.fn(async () => false);
  await expect(reserve({ names: { ...names, replace } })).rejects.toMatchObject(TAKEN);
  expect(replace).toHaveBeenCalledTimes(3);
});

test.each<[string, IdentifierPointer['state'] | undefined]>([
  ['has no pointer', undefined],
  ['has a reservation that ended', 'RESERVED'],
  ['has a pointer to an account that is gone', 'CONFIRMED'],
])('a name that %s is free when it is checked', async (_what, state) => {
  const { names, accounts } = setUp(state);
  await expect(look({ names, accounts })).resolves.toBeUndefined();
  expect(names.items.get('ada')?.state).toBe(state);
});

test('a name that is the account’s own, or reserved for it, is not taken', async () => {
  const { names, accounts } = setUp('RESERVED', NOW + 1);
  await expect(look({ names, accounts }, 'bob')).resolves.toBeUndefined();
});
