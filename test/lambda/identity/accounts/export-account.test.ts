import fc from 'fast-check';
import type { Account } from '../../../../lambda/identity/accounts/account';
import { exportAccount } from '../../../../lambda/identity/accounts/export-account';
import { ownedData, ownedSessions } from '../../../../lambda/shared/table/owned-data';
import { createFakeDependencies, SOURCE } from '../../fakes/auth-dependencies';
import { askForEmail, storedAccount, verifiedEmail } from '../../fakes/email-scene';
import { signInAgain, signUp } from '../../fakes/signed-in';
import { encodePart } from '../../shared/tokens/mint-token';

const INVALID_CURSOR = { code: 'VALIDATION_FAILED', errors: [{ parameter: 'cursor' }] };

/** Ada with `perKind` items of every kind, and Bob with one. */
async function setUp(perKind = 3) {
  const deps = createFakeDependencies();
  const { caller } = await signUp(deps);
  const bob = await signUp(deps, 'Bob');
  for (const { prefix, type } of [ownedSessions, ...ownedData]) {
    const item = (n: number) => ({ type, id: `${type}-${String(n).padStart(3, '0')}` });
    deps.data.items.set(
      prefix + caller.sub,
      Array.from({ length: perKind }, (_, n) => item(n)),
    );
    deps.data.items.set(prefix + bob.caller.sub, [{ type, id: 'of Bob' }]);
  }
  const read = (cursor?: string) => exportAccount(deps)({ caller, cursor, source: SOURCE });
  const readAll = async () => {
    const pages = [await read()];
    for (let cursor = pages[0]?.cursor; cursor !== undefined; ) {
      const page = await read(cursor);
      pages.push(page);
      cursor = page.cursor;
    }
    return pages;
  };
  return { deps, caller, read, readAll };
}

test('begins with the account itself, without its hash and the session that it counted last', async () => {
  const { caller, read } = await setUp();
  const { items } = await read();
  expect(items[0]).toEqual({
    type: 'account',
    id: caller.sub,
    username: 'Ada',
    scopes: [],
    createdAt: '2026-01-02T03:04:05.000Z',
    state: 'ACTIVE',
    securityVersion: 1,
    sessionCount: 1,
    attempts: { failures: 0, lastAttemptAt: 0 },
    changeAttempts: { failures: 0, lastAttemptAt: 0 },
    devices: [{ id: expect.any(String), expiresAt: expect.any(Number), failures: 0, lastAttemptAt: 0 }],
  });
});

test('lists the second factors, without secrets and digests of recovery codes', async () => {
  const { deps, caller, read } = await setUp();
  const account = deps.accounts.items.get(caller.sub) as Account;
  const factor = { kind: 'totp' as const, name: 'Phone', addedAt: 1, lastStep: 2, lastUsedAt: 3 };
  deps.accounts.set({
    ...account,
    secondFactorSince: 1,
    factors: { 'factor-1': factor },
    recoveryCodes: ['digest of a code', 'digest of another'],
    factorFailures: 4,
  });
  const { items } = await read();
  expect(items[0]).toMatchObject({
    second_factor: {
      since: 1,
      factors: [{ id: 'factor-1', ...factor }],
      recovery_codes_left: 2,
      attempts: { failures: 4, lastAttemptAt: 0 },
      step_up_attempts: { failures: 0, lastAttemptAt: 0 },
    },
  });
  expect(JSON.stringify(items)).not.toContain('digest of');
});

test('shows the trusted devices of a stage that has them, without the digests of their secrets', async () => {
  const { deps, caller } = await setUp();
  const command = { caller, source: SOURCE };
  const device = { id: 'device-1', until: 5, securityVersion: 1, factors: ['factor-1'] };
  const listTrustedDevices = async () => [{ ...device, digest: 'digest of a secret' }];
  const { items } = await exportAccount({ ...deps, listTrustedDevices })(command);
  expect(items[0]).toMatchObject({ trusted_devices: [device] });
  expect(JSON.stringify(items)).not.toContain('digest of');
  const without = await exportAccount(deps)(command);
  expect(without.items[0]).not.toHaveProperty('trusted_devices');
});

test('shows the address in use, the pending and the former one, and nothing that yields the code', async () => {
  const { deps, caller, read } = await setUp();
  const ada = { ...(await signInAgain(deps)), caller };
  await verifiedEmail(deps, ada);
  await askForEmail(deps, ada, 'countess@example.com');
  const former = { address: 'lady@example.com', shown: 'Lady@example.com', until: 1 };
  deps.accounts.set({ ...storedAccount(deps, ada), formerEmail: former });
  const [account] = (await read()).items;
  expect(account).toMatchObject({
    email: { address: 'Ada@example.com', verifiedAt: deps.clock.millis },
    pending_email: {
      address: 'countess@example.com',
      attempts: 0,
      requestedAt: deps.clock.millis,
      expiresAt: deps.clock.millis + 86_400_000,
      sid: caller.sid,
    },
    former_email: { address: 'Lady@example.com', until: 1 },
  });
  const { pendingEmail } = storedAccount(deps, ada);
  expect(JSON.stringify(account)).not.toContain(pendingEmail?.challenge);
});

test.each([0, 1, 33, 50, 99, 100, 101, 250])(
  'exports %i items of each kind once, in full pages, and none of another account',
  async (perKind) => {
    const { readAll } = await setUp(perKind);
    const pages = await readAll();
    for (const { items } of pages.slice(0, -1)) expect(items).toHaveLength(100);
    const shown = pages.flatMap(({ items }) => items.slice(items[0]?.type === 'account' ? 1 : 0));
    const types = [ownedSessions, ...ownedData].map(({ type }) => type);
    expect(shown.map(({ type }) => type)).toEqual(types.flatMap((type) => Array(perKind).fill(type)));
    expect(new Set(shown.map(({ id }) => id)).size).toBe(perKind * types.length);
    expect(JSON.stringify(shown)).not.toContain('of Bob');
  },
);

test('logs the reader of every page, and whether it is a later page, but no items', async () => {
  const { deps, caller, readAll } = await setUp(50);
  deps.logged.length = 0;
  const pages = await readAll();
  const { sub, sid } = caller;
  const from = { sourceIp: SOURCE.ip, requestId: SOURCE.requestId };
  expect(pages.length).toBeGreaterThan(1);
  expect(deps.logged).toEqual(
    pages.map((_, index) => ({ event: 'account_exported', sub, sid, ...from, continued: index > 0 })),
  );
});

test('a page continues where the previous one ended, even if items were deleted meanwhile', async () => {
  const { deps, caller, read } = await setUp(150);
  const first = await read();
  const key = ownedSessions.prefix + caller.sub;
  deps.data.items.set(key, (deps.data.items.get(key) ?? []).slice(120));
  const { items } = await read(first.cursor);
  expect(items[0]).toEqual({ type: 'session', id: 'session-120' });
});

test('a cursor never reveals anything of another account', async () => {
  const { deps, read } = await setUp(150);
  const { cursor } = await read();
  const { caller: eve } = await signUp(deps, 'Eve');
  expect(await exportAccount(deps)({ caller: eve, cursor, source: SOURCE })).toEqual({ items: [] });
});

test.each<[string, (deps: ReturnType<typeof createFakeDependencies>) => void]>([
  ['is gone', ({ accounts }) => accounts.items.delete(accounts.named('ada')?.sub ?? '')],
  ['has expired', ({ accounts }) => accounts.set({ ...(accounts.named('ada') as Account), expiresAt: 1 })],
  [
    'has left its name to another',
    ({ accounts }) => {
      const ada = accounts.named('ada') as Account;
      accounts.items.delete(ada.sub);
      accounts.set({ ...ada, sub: 'another' });
    },
  ],
])('a token whose account %s exports nothing', async (_what, prepare) => {
  const { deps, read } = await setUp();
  prepare(deps);
  await expect(read()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
});

test.each<[string, string]>([
  ['nothing', ''],
  ['no JSON', Buffer.from('[0').toString('base64url')],
  ['null', encodePart(null)],
  ['an object', encodePart({ kind: 0 })],
  ['a text', encodePart('0')],
  ['no kind', encodePart([])],
  ['a kind that is none', encodePart([99])],
  ['a negative kind', encodePart([-1])],
  ['a fraction', encodePart([0.5])],
  ['a kind in a text', encodePart(['0', 'x'])],
  ['an item that is not a string', encodePart([0, 5])],
  ['an empty item', encodePart([0, ''])],
  ['an item with a NUL', encodePart([0, 'a\0'])],
  ['half of a surrogate pair', encodePart([0, '\uD800'])],
  ['more than its two parts', encodePart([0, 'a', 'b'])],
  ['another spelling of its JSON', Buffer.from('[0, "a"]').toString('base64url')],
  ['padding', `${encodePart([0, 'abc'])}=`],
  ['a character that completes no byte', `${encodePart([0, 'ab'])}A`],
  ['more than a cursor ever holds', encodePart([0, 'x'.repeat(200)])],
])('rejects %s as a cursor', async (_what, cursor) => {
  const { read } = await setUp();
  await expect(read(cursor)).rejects.toMatchObject(INVALID_CURSOR);
});

test('accepts or rejects any text as a cursor, and never fails', async () => {
  const { read } = await setUp();
  const texts = fc.oneof(fc.string(), fc.base64String(), fc.jsonValue().map(encodePart));
  await fc.assert(
    fc.asyncProperty(texts, async (cursor) => {
      const outcome = await read(cursor).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toMatchObject(INVALID_CURSOR);
    }),
    { numRuns: process.env.SOAK === '1' ? 5_000 : 100 },
  );
});
