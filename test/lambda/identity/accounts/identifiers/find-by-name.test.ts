import { findByName } from '../../../../../lambda/identity/accounts/identifiers/find-by-name';
import type { IdentifierPointer } from '../../../../../lambda/identity/accounts/identifiers/identifier-pointers';
import { createMemoryAccounts } from '../../../fakes/memory-accounts';
import { createMemoryIdentifierPointers } from '../../../fakes/memory-identifier-pointers';
import { newAccount } from '../../../fakes/new-account';

const ada = newAccount({ name: 'ada', sub: 'sub-1' });
const pointer: IdentifierPointer = { name: 'ada', sub: 'sub-1', state: 'RESERVED', reservedUntil: 1 };

function setUp() {
  const names = createMemoryIdentifierPointers();
  const accounts = createMemoryAccounts();
  return { names, accounts };
}

test('finds the account that a pointer leads to and that claims the name', async () => {
  const deps = setUp();
  deps.names.items.set('ada', pointer);
  deps.accounts.set(ada);
  expect(await findByName(deps, 'ada')).toEqual({ account: ada, pointer });
});

test.each<[string, (deps: ReturnType<typeof setUp>) => void, string]>([
  ['no pointer', ({ accounts }) => accounts.set(ada), ''],
  ['a pointer to no account', ({ names }) => names.items.set('ada', pointer), 'sub-1'],
  [
    'a pointer to an account that has another name',
    ({ names, accounts }) => {
      names.items.set('ada', pointer);
      accounts.set({ ...ada, name: 'grace' });
    },
    'sub-1',
  ],
  [
    'a pointer to an account that has expired',
    ({ names, accounts }) => {
      names.items.set('ada', pointer);
      accounts.set({ ...ada, expiresAt: 1 });
    },
    'sub-1',
  ],
])('finds nothing under a name with %s, with the same two reads', async (_what, prepare, sub) => {
  const deps = setUp();
  prepare(deps);
  expect(await findByName(deps, 'ada')).toBeUndefined();
  expect([deps.names.lookups, deps.accounts.lookups]).toEqual([['ada'], [sub]]);
});
