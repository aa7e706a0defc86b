import { deleteAccount } from '../../../lambda/identity/accounts/delete-account';
import { findByEmail } from '../../../lambda/identity/accounts/identifiers/find-by-email';
import { PASSWORD, SOURCE } from '../fakes/auth-dependencies';
import { ADDRESS, askForEmail, EMAIL, verifiedEmail } from '../fakes/email-scene';
import { signInAgain, signUp } from '../fakes/signed-in';
import { attempt, createThrottled, forgetCalls, outcomeOf } from '../fakes/throttled';

const WRONG = 'a wrong horse battery';

/** Ada, who has a verified address. */
async function setUp() {
  const deps = createThrottled();
  const ada = await signUp(deps, 'ada');
  await verifiedEmail(deps, ada);
  forgetCalls(deps);
  return { deps, ada };
}

test.each([EMAIL, ADDRESS, 'ADA@EXAMPLE.COM'])('signs in by the address %s', async (username) => {
  const { deps, ada } = await setUp();
  const { caller } = await signInAgain(deps, username);
  expect(caller).toMatchObject({ sub: ada.caller.sub, username: 'ada' });
});

test('a pending address signs no one in', async () => {
  const { deps, ada } = await setUp();
  await askForEmail(deps, ada, 'countess@example.com');
  expect(await outcomeOf(attempt(deps, { username: 'countess@example.com' }))).toBe('INVALID_CREDENTIALS');
});

test('a look-alike of the address signs no one in', async () => {
  const { deps } = await setUp();
  for (const username of [
    'ada\uFF20example.com',
    'аda@example.com',
    'ada@ｅxample.com',
    'ada@example.com.',
  ]) {
    expect(await outcomeOf(attempt(deps, { username }))).toBe('INVALID_CREDENTIALS');
  }
});

test('in a stage without e-mail an address signs no one in', async () => {
  const { deps } = await setUp();
  const outcome = await outcomeOf(attempt({ ...deps, emails: undefined } as never, { username: ADDRESS }));
  expect(outcome).toBe('INVALID_CREDENTIALS');
});

test('equal work: the same calls and hashes for known and unknown names and addresses', async () => {
  const work = async (username: string) => {
    const { deps } = await setUp();
    await outcomeOf(attempt(deps, { username, password: WRONG }));
    const calls = deps.calls.map((call) =>
      // the attempt is counted on the account, or under the hash of the unknown name, by one write each
      call.replace(/^(names|emails)\./, 'pointers.').replace(/^\w+\.reserve$/, 'reserve'),
    );
    return { calls, hashes: deps.passwords.work.length };
  };
  const known = await work(ADDRESS);
  expect(known.calls).toContain('pointers.find');
  for (const username of [
    'ada',
    'bob',
    'bob@example.com',
    'no@@address',
    'no name!',
    'ada\uFF20example.com',
  ]) {
    expect(await work(username)).toEqual(known);
  }
});

test.each([
  ['an account', [EMAIL, ADDRESS, 'ada', 'ADA', 'aDA@example.com']],
  ['an unknown address', ['bob@bücher.example', 'BOB@bücher.example', 'bob@xn--bcher-kva.example']],
])('guesses at %s in all its spellings count together', async (_what, spellings) => {
  const { deps } = await setUp();
  const outcomes = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      outcomeOf(attempt(deps, { username: spellings[n % spellings.length] ?? '', password: WRONG })),
    ),
  );
  expect(outcomes.filter((outcome) => outcome === 'INVALID_CREDENTIALS')).toHaveLength(5);
});

test('a sign-in confirms an address whose verification was interrupted', async () => {
  const { deps } = await setUp();
  const pointer = deps.emails.items.get(ADDRESS);
  if (pointer) deps.emails.items.set(ADDRESS, { ...pointer, state: 'RESERVED' });
  await signInAgain(deps, EMAIL);
  expect(deps.emails.items.get(ADDRESS)?.state).toBe('CONFIRMED');
});

test('refuses an address that another account has taken in between', async () => {
  const { deps } = await setUp();
  const pointer = deps.emails.items.get(ADDRESS);
  if (pointer) deps.emails.items.set(ADDRESS, { ...pointer, state: 'RESERVED' });
  const emails = { ...deps.emails, confirm: async () => false };
  expect(await outcomeOf(attempt({ ...deps, emails }, { username: ADDRESS }))).toBe('INVALID_CREDENTIALS');
});

test('continues an interrupted deletion, which releases the address', async () => {
  const { deps, ada } = await setUp();
  const data = { ...deps.data, deleteSome: async () => false };
  const command = { caller: ada.caller, source: SOURCE, hasTime: () => false };
  expect(await deleteAccount({ ...deps, data })(command)).toBe('continues');
  expect(await findByEmail(deps, ADDRESS)).toBeDefined();
  expect(await outcomeOf(attempt(deps, { username: ADDRESS, password: PASSWORD }))).toBe(
    'INVALID_CREDENTIALS',
  );
  expect([...deps.emails.items.keys()]).toEqual([]);
});

test('the log holds no address', async () => {
  const { deps } = await setUp();
  await outcomeOf(attempt(deps, { username: EMAIL, password: WRONG }));
  await outcomeOf(attempt(deps, { username: 'bob@example.com', password: WRONG }));
  expect(deps.logged).toHaveLength(2);
  expect(JSON.stringify(deps.logged)).not.toMatch(/example/);
});
