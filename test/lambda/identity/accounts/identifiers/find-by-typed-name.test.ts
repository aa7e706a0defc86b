import { parseEmailAddress } from '../../../../../lambda/identity/accounts/identifiers/email-address';
import {
  findByTypedName,
  normaliseTypedName,
} from '../../../../../lambda/identity/accounts/identifiers/find-by-typed-name';
import type { IdentifierPointer } from '../../../../../lambda/identity/accounts/identifiers/identifier-pointers';
import { createMemoryAccounts } from '../../../fakes/memory-accounts';
import { createMemoryIdentifierPointers } from '../../../fakes/memory-identifier-pointers';
import { newAccount } from '../../../fakes/new-account';

const ADDRESS = 'ada@example.com';
const email = { address: ADDRESS, shown: ADDRESS, verifiedAt: 1, verifiedBy: 'attempt-1' };
const ada = newAccount({ name: 'ada', sub: 'sub-1', email });
const pointerOf = (name: string): IdentifierPointer => ({
  name,
  sub: 'sub-1',
  state: 'CONFIRMED',
  reservedUntil: 1,
});

function setUp() {
  const names = createMemoryIdentifierPointers();
  const emails = createMemoryIdentifierPointers();
  const accounts = createMemoryAccounts();
  accounts.set(ada);
  names.items.set('ada', pointerOf('ada'));
  emails.items.set(ADDRESS, pointerOf(ADDRESS));
  return { names, emails, accounts, parseEmailAddress };
}

test.each(['ada', 'ADA', 'ａｄａ'])('finds an account by the username %s', async (text) => {
  const deps = setUp();
  const found = await findByTypedName(deps, text);
  expect(found).toMatchObject({ account: ada, pointer: pointerOf('ada') });
  expect(found?.pointers).toBe(deps.names);
});

test.each(['ada@example.com', 'ADA@EXAMPLE.COM'])('finds an account by the address %s', async (text) => {
  const deps = setUp();
  const found = await findByTypedName(deps, text);
  expect(found).toMatchObject({ account: ada, pointer: pointerOf(ADDRESS) });
  expect(found?.pointers).toBe(deps.emails);
});

test.each<[string, string, readonly string[], readonly string[]]>([
  ['an unknown username', 'bob', ['bob'], []],
  ['text that is no username', 'no name!', [''], []],
  ['an address with a full-width @', 'ada\uFF20example.com', [''], []],
  ['an unknown address', 'bob@example.com', [], ['bob@example.com']],
  ['a malformed address', 'ada@@example.com', [], ['']],
  ['an address whose local part is not ASCII', '\u212Ada@example.com', [], ['']],
  ['an address with full-width letters', 'ada@ｅxample.com', [], ['']],
])('finds nothing for %s, with one pointer and one account read', async (_what, text, names, emails) => {
  const deps = setUp();
  expect(await findByTypedName(deps, text)).toBeUndefined();
  expect([deps.names.lookups, deps.emails.lookups]).toEqual([names, emails]);
  expect(deps.accounts.lookups).toEqual(['']);
});

test('an address leads to no account that does not claim it, and a pending one to none', async () => {
  const deps = setUp();
  const { email: _none, ...without } = ada;
  const pendingEmail = {
    ...{ address: ADDRESS, shown: ADDRESS, challenge: 'challenge-1', generation: 1, attempts: 0 },
    ...{ requestedAt: 1, expiresAt: 2, securityVersion: 1, sid: 'sid-1' },
  };
  deps.accounts.set({ ...without, pendingEmail });
  expect(await findByTypedName(deps, ADDRESS)).toBeUndefined();
  expect(deps.accounts.lookups).toEqual(['sub-1']);
});

test('without e-mail, an address costs the same reads as an unknown username', async () => {
  const { names, emails, accounts } = setUp();
  expect(await findByTypedName({ names, accounts }, ADDRESS)).toBeUndefined();
  expect([names.lookups, emails.lookups, accounts.lookups]).toEqual([[''], [], ['']]);
});

test('all spellings of an address or a username have one form', () => {
  const normalise = (text: string) => normaliseTypedName({ parseEmailAddress }, text);
  expect(['ada@example.com', 'ADA@Example.com'].map(normalise)).toEqual([ADDRESS, ADDRESS]);
  const idn = ['a@bücher.example', 'a@BÜCHER.example', 'A@xn--bcher-kva.example'].map(normalise);
  expect(new Set(idn).size).toBe(1);
  expect(['Ada', 'ＡＤＡ'].map(normalise)).toEqual(['ada', 'ada']);
});

test('only text with an @ is parsed as an address', async () => {
  const deps = { ...setUp(), parseEmailAddress: jest.fn(parseEmailAddress) };
  for (const text of ['ada', 'no name!', 'ada\uFF20example.com', '']) {
    normaliseTypedName(deps, text);
    await findByTypedName(deps, text);
  }
  expect(deps.parseEmailAddress).not.toHaveBeenCalled();
  await findByTypedName(deps, ADDRESS);
  expect(deps.parseEmailAddress).toHaveBeenCalledWith(ADDRESS);
});
