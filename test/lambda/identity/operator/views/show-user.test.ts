import type { Account } from '../../../../../lambda/identity/accounts/account';
import { createDeviceToken, toDevice } from '../../../../../lambda/identity/devices/device';
import type { Undeliverable } from '../../../../../lambda/identity/email/feedback/undeliverable';
import { showUser } from '../../../../../lambda/identity/operator/views/show-user';
import { toUserSummary } from '../../../../../lambda/identity/operator/views/user-view';
import { NO_PASSWORD } from '../../../../../lambda/identity/passwords/no-password';
import { createFakeDependencies, DAY, uuid } from '../../../fakes/auth-dependencies';
import { newAccount } from '../../../fakes/new-account';
import { signInAgain, signUp } from '../../../fakes/signed-in';

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
const ARGON2ID = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA';

async function withAda() {
  const deps = createFakeDependencies();
  await signUp(deps, 'Ada');
  deps.clock.millis += 5_000;
  await signInAgain(deps, 'Ada');
  const read = () => deps.accounts.named('ada') as Account;
  let mark: Undeliverable | undefined;
  const findUndeliverable = async () => mark;
  return {
    deps,
    read,
    bounce: (at: number) => {
      mark = { reason: 'bounce', at };
    },
    show: (choice: Parameters<ReturnType<typeof showUser>>[0] = { username: 'ada' }) =>
      showUser({ ...deps, findUndeliverable })(choice),
  };
}

test('shows what affects sign-ins', async () => {
  const { deps, read, show } = await withAda();
  const expired = { ...toDevice(createDeviceToken(), 0), expiresAt: Math.floor(deps.clock.millis / 1000) };
  deps.accounts.set({
    ...read(),
    passwordHash: ARGON2ID,
    scopes: ['admin', 'audit'],
    attempts: { failures: 7, lastAttemptAt: NOW },
    devices: [...read().devices, expired],
  });
  const details = {
    username: 'Ada',
    sub: uuid(1),
    state: 'ACTIVE',
    createdAt: '2026-01-02T03:04:05.000Z',
    password: 'set',
    scopes: ['admin', 'audit'],
    sessions: { count: 2, lastUsedAt: '2026-01-02T03:04:10.000Z' },
    devices: 2,
    failedSignIns: { count: 7, lastAttemptAt: '2026-01-02T03:04:05.000Z' },
    failedChanges: { count: 0 },
  };
  expect(await show()).toEqual(details);
  expect(await show({ sub: uuid(1) })).toEqual(details);
});

test('shows second factors without ids, secrets and digests', async () => {
  const { deps, read, show } = await withAda();
  deps.accounts.set({
    ...read(),
    factors: {
      'id-2': { kind: 'totp', name: 'Tablet', addedAt: NOW + 1, lastStep: 100, lastUsedAt: NOW + 2 },
      'id-1': { kind: 'totp', name: 'Phone', addedAt: NOW, lastStep: 100 },
    },
    secondFactorSince: NOW,
    recoveryCodes: ['digest-1', 'digest-2'],
    factorFailures: 20,
    factorAttemptAt: NOW,
    factorsResetAt: NOW + 86_400_000,
  });
  const { secondFactor, factorsResetAt } = await show();
  expect(factorsResetAt).toBe('2026-01-03T03:04:05.000Z');
  expect(secondFactor).toEqual({
    since: '2026-01-02T03:04:05.000Z',
    factors: [
      { kind: 'totp', name: 'Phone', addedAt: '2026-01-02T03:04:05.000Z' },
      {
        ...{ kind: 'totp', name: 'Tablet', addedAt: '2026-01-02T03:04:05.001Z' },
        lastUsedAt: '2026-01-02T03:04:05.002Z',
      },
    ],
    recoveryCodes: 2,
    failedCodes: { count: 20, lastAttemptAt: '2026-01-02T03:04:05.000Z' },
    failedStepUps: { count: 0 },
  });
  expect(JSON.stringify(secondFactor)).not.toMatch(/digest|id-1/);
});

test('shows a reset of passkeys, also while the second factor is off', async () => {
  const { deps, read, show } = await withAda();
  const passkeys = { key: { addedAt: NOW, verifiesUser: true } };
  deps.accounts.set({ ...read(), passkeys, factorsResetAt: NOW });
  expect(await show()).toMatchObject({ factorsResetAt: '2026-01-02T03:04:05.000Z' });
});

test('shows no hash, no digest and no token', async () => {
  const { deps, read, show } = await withAda();
  const shown = JSON.stringify(await show());
  const secrets = [
    read().passwordHash,
    ...read().devices.map(({ hash }) => hash),
    ...[...deps.sessions.items.values()].flatMap(({ refresh, sid }) => [
      refresh?.hash,
      refresh?.familyHash,
      sid,
    ]),
  ];
  expect(secrets.length).toBeGreaterThan(5);
  for (const secret of secrets) expect(shown).not.toContain(secret);
});

test('does not count expired sessions that are not yet deleted', async () => {
  const { deps, show } = await withAda();
  deps.clock.millis += 31 * DAY * 1000;
  expect(await show()).toMatchObject({ sessions: { count: 0 } });
});

test.each<[string, Partial<Account>]>([
  ['set', { passwordHash: ARGON2ID }],
  ['imported', { passwordHash: '$2b$10$x' }],
  ['at-cognito', { passwordHash: '$cognito$' }],
  ['none', { passwordHash: NO_PASSWORD }],
  ['temporary', { passwordHash: ARGON2ID, passwordTemporaryUntil: NOW + 1 }],
  ['expired', { passwordHash: ARGON2ID, passwordTemporaryUntil: NOW }],
])('shows the state of a password: %s', (password, change) => {
  expect(toUserSummary(newAccount(change), NOW)).toMatchObject({ password });
});

test('shows how many passkeys an account has', () => {
  const passkeys = {
    one: { addedAt: NOW, verifiesUser: true },
    other: { addedAt: NOW, verifiesUser: false },
  };
  expect(toUserSummary(newAccount({ passkeys }), NOW)).toMatchObject({ passkeys: 2 });
  expect(toUserSummary(newAccount(), NOW)).not.toHaveProperty('passkeys');
});

test('shows when a temporary password expires', async () => {
  const { deps, read, show } = await withAda();
  deps.accounts.set({ ...read(), passwordTemporaryUntil: NOW });
  expect(await show()).toMatchObject({
    password: 'expired',
    passwordTemporaryUntil: '2026-01-02T03:04:05.000Z',
  });
});

test.each([{ username: 'carol' }, { sub: uuid(99) }])(
  'rejects the unknown user %j, and leaves no event',
  async (choice) => {
    const { deps, show } = await withAda();
    await expect(show(choice)).rejects.toThrow('does not exist');
    expect(deps.audited).toEqual([]);
  },
);

describe('e-mail addresses', () => {
  const at = (millis: number) => new Date(millis).toISOString();

  test('are shown: the one in use and its mark, the pending and the former one', async () => {
    const { deps, read, show, bounce } = await withAda();
    const now = deps.clock.millis;
    const former = { address: 'lady@example.com', shown: 'Lady@example.com', until: now + 1 };
    deps.accounts.set({
      ...read(),
      email: {
        address: 'ada@example.com',
        shown: 'Ada@example.com',
        verifiedAt: now,
        verifiedBy: 'secret-1',
      },
      pendingEmail: {
        address: 'countess@example.com',
        shown: 'Countess@example.com',
        challenge: 'secret-2',
        generation: 1,
        attempts: 0,
        requestedAt: now,
        expiresAt: now + 2,
        securityVersion: 1,
        sid: 'secret-3',
      },
      formerEmail: former,
    });
    expect((await show()).email).toEqual({ address: 'Ada@example.com', verifiedAt: at(now) });
    bounce(now);
    const shown = await show();
    expect(shown).toMatchObject({
      email: { undeliverable: { reason: 'bounce', at: at(now) } },
      pendingEmail: { address: 'Countess@example.com', expiresAt: at(now + 2) },
      formerEmail: { address: 'Lady@example.com', until: at(now + 1) },
    });
    expect(JSON.stringify(shown)).not.toContain('secret');
    deps.clock.millis += 2;
    const later = await show();
    expect([later.pendingEmail, later.formerEmail]).toEqual([undefined, undefined]);
  });

  test('are absent from an account without them', async () => {
    const { show, bounce } = await withAda();
    bounce(1);
    expect(Object.keys(await show())).not.toEqual(expect.arrayContaining([expect.stringMatching(/email/i)]));
  });
});
