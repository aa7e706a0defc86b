import { findByEmail } from '../../../../../lambda/identity/accounts/identifiers/find-by-email';
import { RESERVATION_MS } from '../../../../../lambda/identity/accounts/identifiers/reserve-identifier';
import { deriveUsername } from '../../../../../lambda/identity/operator/import/imported-username';
import { importUser } from '../../../../../lambda/identity/operator/import-user';
import { formatUserRecord } from '../../../../../lambda/identity/operator/user-record';
import { createFakeDependencies, type FakeDependencies, uuid } from '../../../fakes/auth-dependencies';
import { ADDRESS, verifiedEmail } from '../../../fakes/email-scene';
import { interruptEverywhere, type Moment } from '../../../fakes/interrupt';
import { signUp } from '../../../fakes/signed-in';
import { NEW, OTHER, PBKDF2, run, toLine } from '../import-scene';

const verified = { email: 'Ada@Example.com', email_verified: true };
const byAddress = { username: 'Ada@Example.com', email_verified: true };

/** Bob, who has verified Ada's address. */
async function withBob() {
  const deps = createFakeDependencies();
  const bob = await signUp(deps, 'Bob');
  await verifiedEmail(deps, bob);
  return { deps, sub: bob.caller.sub };
}

const stored = (deps: FakeDependencies) => [
  [...deps.accounts.items],
  [...deps.names.items],
  [...deps.emails.items],
];

test('a verified address is in use at once', async () => {
  const deps = createFakeDependencies();
  expect(await run(deps, verified)).toEqual({ outcome: 'created' });
  expect(deps.accounts.named('ada')).toMatchObject({
    email: { address: ADDRESS, shown: 'Ada@example.com', verifiedAt: deps.clock.millis },
  });
  expect((await findByEmail(deps, ADDRESS))?.pointer).toMatchObject({ sub: NEW, state: 'CONFIRMED' });
});

test('an export of an account and its import keep the address and its verification', async () => {
  const { deps } = await withBob();
  const bob = deps.accounts.named('bob');
  if (!bob) throw new Error('Bob was not registered');
  const line = formatUserRecord({ ...bob, passwordHash: PBKDF2 });
  const other = createFakeDependencies();
  await importUser({ ...other, overwrite: false, dryRun: false })(line, 1, NEW);
  expect(formatUserRecord(other.accounts.named('bob') ?? bob)).toBe(line);
  expect((await findByEmail(other, ADDRESS))?.account.sub).toBe(bob.sub);
});

test('an address that is not verified is left out, and reserves nothing', async () => {
  const deps = createFakeDependencies();
  expect(await run(deps, { ...verified, email_verified: false })).toEqual({
    outcome: 'created',
    isEmailLeftOut: true,
  });
  expect(deps.accounts.named('ada')).not.toHaveProperty('email');
  expect(deps.emails.items.size).toBe(0);
});

test.each([{ dryRun: false }, { dryRun: true }])(
  'a line with the address of another account is refused, and writes nothing: %j',
  async (options) => {
    const { deps } = await withBob();
    const before = stored(deps);
    await expect(run(deps, verified, options)).rejects.toThrow('another account has the e-mail address');
    expect(stored(deps)).toEqual(before);
  },
);

test('no address stays reserved for a line whose username or sub is taken', async () => {
  const deps = createFakeDependencies();
  await signUp(deps, 'Carol');
  const names = { ...deps.names, find: async () => undefined, reserve: async () => false };
  await expect(run({ ...deps, names }, verified)).rejects.toThrow('the name was taken during the import');
  expect(deps.emails.items.size).toBe(0);
});

test('an address that is taken before it is confirmed is not the account’s', async () => {
  const deps = createFakeDependencies();
  const emails = { ...deps.emails, confirm: async () => false };
  await expect(run({ ...deps, emails }, verified)).rejects.toThrow('was taken during the import');
  expect(deps.accounts.named('ada')).not.toHaveProperty('email');
});

describe('a username that is an address', () => {
  test('becomes the address of an account with a derived username, which is returned', async () => {
    const deps = createFakeDependencies();
    const { shown: username } = deriveUsername(NEW);
    expect(await run(deps, byAddress)).toEqual({ outcome: 'created', named: { sub: NEW, username } });
    expect(deps.accounts.named(username)).toMatchObject({ sub: NEW, username, email: { address: ADDRESS } });
    expect(username).not.toMatch(/ada/);
  });

  test('finds the account of an earlier import', async () => {
    const deps = createFakeDependencies();
    await run(deps, byAddress);
    const { shown: username } = deriveUsername(NEW);
    const named = { sub: NEW, username };
    const again = importUser({ ...deps, overwrite: false, dryRun: false });
    expect(await again(toLine(byAddress), 1, uuid(51))).toEqual({ outcome: 'unchanged', named });
    const overwriting = run(deps, { ...byAddress, passwordHash: OTHER }, { overwrite: true });
    expect(await overwriting).toMatchObject({ outcome: 'overwritten', named });
    expect(deps.accounts.items.size).toBe(1);
  });

  test('does not find an account by its username, and refuses one with another sub', async () => {
    const { deps } = await withBob();
    await expect(run(deps, { ...byAddress, sub: uuid(7) })).rejects.toThrow('with another sub');
    await expect(run(deps, byAddress)).rejects.toThrow('use --overwrite');
  });

  test('is only checked in a dry run', async () => {
    const deps = createFakeDependencies();
    expect(await run(deps, byAddress, { dryRun: true })).toEqual({ outcome: 'created' });
    expect(deps.accounts.items.size).toBe(0);
  });
});

describe('an account that exists', () => {
  test.each([{ overwrite: false }, { overwrite: true }])(
    'keeps its address: a line with another one is refused, %j',
    async (options) => {
      const deps = createFakeDependencies();
      await run(deps, verified);
      const before = stored(deps);
      const other = { ...verified, email: 'other@example.com' };
      await expect(run(deps, other, options)).rejects.toThrow(
        'the account exists without this e-mail address',
      );
      expect(stored(deps)).toEqual(before);
      expect(await run(deps, {})).toEqual({ outcome: 'unchanged' });
      expect(deps.accounts.named('ada')?.email?.address).toBe(ADDRESS);
    },
  );

  test('gets back a pointer of its address that was lost, and not one that another account has', async () => {
    const deps = createFakeDependencies();
    await run(deps, verified);
    deps.emails.items.clear();
    expect(await run(deps, verified)).toEqual({ outcome: 'unchanged' });
    expect((await findByEmail(deps, ADDRESS))?.account.sub).toBe(NEW);
    const reservedUntil = deps.clock.millis + 1;
    deps.emails.items.set(ADDRESS, { name: ADDRESS, sub: uuid(9), state: 'RESERVED', reservedUntil });
    await expect(run(deps, verified)).rejects.toThrow('another account has the e-mail address');
  });
});

describe.each([
  ['with a username', verified],
  ['with an address as username', byAddress],
])('a line %s', (_what, line) => {
  test.each<Moment>(['before', 'after'])(
    'that was interrupted %s any step is completed by another run',
    async (moment) => {
      const steps = await interruptEverywhere(
        async () => createFakeDependencies(),
        (deps, interrupt) => run(interrupt(deps), line),
        moment,
        async (deps) => {
          deps.clock.millis += 1;
          await run(deps, line);
          expect(deps.accounts.items.size).toBe(1);
          const found = await findByEmail(deps, ADDRESS);
          expect(found).toMatchObject({ account: { sub: NEW }, pointer: { state: 'CONFIRMED' } });
          expect(deps.names.items.get(found?.account.name ?? '')).toMatchObject({
            sub: NEW,
            state: 'CONFIRMED',
          });
          // nothing else keeps another account from the address
          deps.clock.millis += RESERVATION_MS;
          expect(deps.emails.items.size).toBe(1);
        },
      );
      expect(steps).toBeGreaterThan(6);
    },
  );
});
