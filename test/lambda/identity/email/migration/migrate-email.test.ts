import { findByEmail } from '../../../../../lambda/identity/accounts/identifiers/find-by-email';
import { RESERVATION_MS } from '../../../../../lambda/identity/accounts/identifiers/reserve-identifier';
import {
  type MigrateEmailDependencies,
  migrateEmail,
} from '../../../../../lambda/identity/email/migration/migrate-email';
import { createFakeDependencies } from '../../../fakes/auth-dependencies';
import { ADDRESS, storedAccount, verifiedEmail } from '../../../fakes/email-scene';
import { createMemoryMigratedEmails } from '../../../fakes/memory-migrated-emails';
import { signUp } from '../../../fakes/signed-in';
import { unavailable } from '../../../fakes/unavailable';

/** Ada, whose password Cognito knows, and what it says about her address. */
async function setUp(said: Awaited<ReturnType<MigrateEmailDependencies['readEmail']>>) {
  const fakes = createFakeDependencies();
  const ada = await signUp(fakes);
  const read = () => storedAccount(fakes, ada);
  fakes.sessions.items.clear();
  fakes.logged.length = 0;
  fakes.accounts.set({ ...read(), passwordHash: '$cognito$' });
  const tokens: string[] = [];
  const deps = {
    ...fakes,
    migratedEmails: createMemoryMigratedEmails(fakes.accounts.items),
    readEmail: async (token: string) => {
      tokens.push(token);
      return said;
    },
  };
  return { deps, read, tokens, sub: ada.caller.sub };
}

const verified = { address: 'Ada@Example.com', isVerified: true };
const run = (
  { deps, read }: Awaited<ReturnType<typeof setUp>>,
  change: Partial<MigrateEmailDependencies> = {},
) =>
  migrateEmail({ ...deps, ...change })({ account: read(), accessToken: 'token-1', requestId: 'request-1' });

test('takes over a verified address, and logs neither it nor the token', async () => {
  const scene = await setUp(verified);
  await run(scene);
  const { deps, read, tokens, sub } = scene;
  expect(read()).toMatchObject({
    email: { address: ADDRESS, shown: 'Ada@example.com', verifiedAt: deps.clock.millis },
    securityVersion: 1,
  });
  expect((await findByEmail(deps, ADDRESS))?.pointer).toMatchObject({ sub, state: 'CONFIRMED' });
  expect(tokens).toEqual(['token-1']);
  expect(deps.logged).toEqual([{ event: 'email_migrated', sub, requestId: 'request-1' }]);
});

test.each([
  [{ address: 'ada@example.com', isVerified: false }],
  [{ isVerified: true }],
  [{ address: '', isVerified: true }],
])('takes over no address from %j', async (said) => {
  const scene = await setUp(said);
  await run(scene);
  expect(scene.read()).not.toHaveProperty('email');
  expect([scene.deps.emails.items.size, scene.deps.logged.length]).toEqual([0, 0]);
});

test.each(['ada', '"ada"@example.com', 'ada@example.com\r\nBcc: eve@example.com', 'ada@[127.0.0.1]'])(
  'skips %j, which is not an address here',
  async (address) => {
    const scene = await setUp({ address, isVerified: true });
    await run(scene);
    expect(scene.read()).not.toHaveProperty('email');
    expect(scene.deps.logged).toMatchObject([{ event: 'email_not_migrated', reason: 'invalid' }]);
  },
);

test('skips the address of another account, logs that, and does not throw', async () => {
  const scene = await setUp(verified);
  const { deps, read, sub } = scene;
  const bob = await signUp(deps, 'Bob');
  await verifiedEmail(deps, bob);
  deps.logged.length = 0;
  const put = jest.fn(deps.migratedEmails.put);
  await run(scene, { migratedEmails: { put } });
  // not even for a moment
  expect(put).not.toHaveBeenCalled();
  expect(read()).not.toHaveProperty('email');
  expect((await findByEmail(deps, ADDRESS))?.account.sub).toBe(bob.caller.sub);
  expect(deps.logged).toEqual([
    { event: 'email_not_migrated', reason: 'taken', sub, requestId: 'request-1' },
  ]);
});

test('does not keep an address that another account takes before it is confirmed', async () => {
  const scene = await setUp(verified);
  await run(scene, { emails: { ...scene.deps.emails, confirm: async () => false } });
  expect(scene.read()).not.toHaveProperty('email');
  expect(scene.deps.logged).toMatchObject([{ reason: 'taken' }]);
});

test('asks nothing about an account that has an address, or is not active', async () => {
  const scene = await setUp(verified);
  await run(scene);
  await run(scene);
  scene.deps.accounts.set({ ...(await setUp(verified)).read(), state: 'DELETING' });
  await run(scene);
  expect(scene.tokens).toHaveLength(1);
});

test('a failed call skips the address, and is logged without what Cognito said', async () => {
  const scene = await setUp(verified);
  await run(scene, { readEmail: unavailable });
  expect(scene.read()).not.toHaveProperty('email');
  expect(scene.deps.logged).toEqual([
    {
      event: 'email_not_migrated',
      reason: 'failed',
      sub: scene.sub,
      error: expect.objectContaining({ name: expect.any(String) }),
      requestId: 'request-1',
    },
  ]);
});

describe('a call that fails', () => {
  const calls = ['emails.reserve', 'emails.confirm', 'migratedEmails.put'] as const;
  test.each(calls.flatMap((call) => [[call, 'before'] as const, [call, 'after'] as const]))(
    'of %s, %s its effect, does not fail the sign-in, and the address is the account’s or free',
    async (call, moment) => {
      const scene = await setUp(verified);
      const [store, method] = call.split('.') as ['emails', 'reserve'];
      const stores = { ...scene.deps[store] };
      const original = stores[method];
      stores[method] = async (...args) => {
        if (moment === 'after') await original(...args);
        return unavailable();
      };
      await run(scene, { [store]: stores });
      expect(scene.deps.logged).toMatchObject([{ event: 'email_not_migrated', reason: 'failed' }]);
      const { deps, read, sub } = scene;
      expect((await findByEmail(deps, ADDRESS))?.account.sub).toBe(read().email ? sub : undefined);
      deps.clock.millis += RESERVATION_MS;
      const bob = await signUp(deps, 'Bob');
      await verifiedEmail(deps, bob).catch(() => {});
      const owner = read().email ? sub : bob.caller.sub;
      expect((await findByEmail(deps, ADDRESS))?.account.sub).toBe(owner);
    },
  );
});
