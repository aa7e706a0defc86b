import {
  abandonCredential,
  reserveCredential,
} from '../../../../lambda/identity/passkeys/reserve-credential';
import { createMemoryAccounts } from '../../fakes/memory-accounts';
import { createMemoryIdentifierPointers } from '../../fakes/memory-identifier-pointers';
import { newAccount } from '../../fakes/new-account';

const NOW = 1_767_323_045_678;
const TAKEN = { code: 'PASSKEY_TAKEN' };
const passkeys = { credential: { addedAt: NOW, verifiesUser: true } };
const ada = newAccount();
const bob = newAccount();

/** Bob has the pointer, and maybe the passkey. */
function setUp(state: 'RESERVED' | 'CONFIRMED', reservedUntil: number, hasPasskey: boolean) {
  const credentials = createMemoryIdentifierPointers();
  const accounts = createMemoryAccounts(() => NOW);
  credentials.items.set('credential', { name: 'credential', sub: bob.sub, state, reservedUntil });
  accounts.set(hasPasskey ? { ...bob, passkeys } : bob);
  accounts.set(ada);
  const deps = { credentials, accounts, now: () => NOW };
  return { ...deps, reserve: reserveCredential(deps) };
}

test('a free credential is reserved, and confirmed for its account only', async () => {
  const { credentials, reserve } = setUp('CONFIRMED', NOW, true);
  const pointer = await reserve('other', ada);
  expect(pointer).toMatchObject({ name: 'other', sub: ada.sub, state: 'RESERVED' });
  await expect(reserve('other', bob)).rejects.toMatchObject(TAKEN);
  expect(await credentials.confirm({ name: 'other', sub: bob.sub })).toBe(false);
  expect(await credentials.confirm(pointer)).toBe(true);
});

test.each([
  ['has', 'CONFIRMED', NOW - 1, true],
  ['has, but whose reservation was never confirmed', 'RESERVED', NOW - 1, true],
  ['has reserved', 'RESERVED', NOW + 1, false],
] as const)('a credential that another account %s is taken', async (_what, state, until, hasPasskey) => {
  const { credentials, reserve } = setUp(state, until, hasPasskey);
  await expect(reserve('credential', ada)).rejects.toMatchObject(TAKEN);
  expect(credentials.items.get('credential')?.sub).toBe(bob.sub);
});

test.each([
  ['reserved and left', 'RESERVED'],
  ['removed', 'CONFIRMED'],
] as const)('a credential that another account has %s is taken over', async (_what, state) => {
  const { credentials, reserve } = setUp(state, NOW, false);
  await reserve('credential', ada);
  expect(credentials.items.get('credential')?.sub).toBe(ada.sub);
});

test('an account takes over what its own registration left, and not a passkey that it has', async () => {
  const { reserve } = setUp('RESERVED', NOW + 1, false);
  expect(await reserve('credential', bob)).toMatchObject({ sub: bob.sub });
  await expect(reserve('credential', { ...bob, passkeys })).rejects.toMatchObject(TAKEN);
});

test('an abandoned reservation is released once its account cannot get the passkey any more', async () => {
  const deps = setUp('RESERVED', NOW + 1, false);
  const { accounts, credentials } = deps;
  const pointer = { name: 'credential', sub: bob.sub, state: 'RESERVED', reservedUntil: NOW + 1 } as const;
  await abandonCredential(deps, pointer);
  accounts.set({ ...bob, state: 'DISABLED', passkeys });
  await abandonCredential(deps, pointer);
  expect(credentials.items.has('credential')).toBe(true);
  accounts.items.delete(bob.sub);
  await abandonCredential(deps, { ...pointer, reservedUntil: NOW });
  expect(credentials.items.has('credential')).toBe(true);
  await abandonCredential(deps, pointer);
  expect(credentials.items.has('credential')).toBe(false);
});
