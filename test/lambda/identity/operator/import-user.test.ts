import { importUser } from '../../../../lambda/identity/operator/import-user';
import { NO_PASSWORD } from '../../../../lambda/identity/passwords/no-password';
import { createFakeDependencies, uuid } from '../../fakes/auth-dependencies';
import { NEW, NOBODY, OTHER, PBKDF2, run, toLine, withAda } from './import-scene';

test('creates the account of a line', async () => {
  const deps = createFakeDependencies();
  const createdAt = '2020-01-02T03:04:05.678Z';
  const line = { sub: uuid(7), scopes: ['admin', 'admin'], createdAt, state: 'DELETING' };
  expect(await run(deps, line)).toMatchObject({ outcome: 'created' });
  expect(deps.accounts.named('ada')).toMatchObject({
    username: 'Ada',
    sub: uuid(7),
    passwordHash: PBKDF2,
    scopes: ['admin'],
    createdAt: Date.parse(createdAt),
    state: 'DELETING',
    sessionCount: 0,
  });
});

test('creates an account whose password Cognito knows, and overwrites it with a hash on request', async () => {
  const deps = createFakeDependencies();
  expect(await run(deps, { passwordHash: '$cognito$' })).toMatchObject({ outcome: 'created' });
  expect(deps.accounts.named('ada')).toMatchObject({ passwordHash: '$cognito$', securityVersion: 1 });
  expect(await run(deps, { passwordHash: '$cognito$' })).toMatchObject({ outcome: 'unchanged' });
  expect(await run(deps, { passwordHash: PBKDF2 }, { overwrite: true })).toMatchObject({
    outcome: 'overwritten',
  });
  expect(deps.accounts.named('ada')).toMatchObject({ passwordHash: PBKDF2 });
});

test.each([{ dryRun: false }, { dryRun: true }])(
  'never replaces a password with one that Cognito knows: %j',
  async ({ dryRun }) => {
    const { deps, ada, read } = await withAda();
    const attempt = run(deps, { passwordHash: '$cognito$' }, { overwrite: true, dryRun });
    await expect(attempt).rejects.toThrow('the account already has a password hash');
    expect(read()).toEqual(ada);
    expect(deps.sessions.items.size).toBe(1);
  },
);

test('creates an account without a password, which gets one on request and never loses it again', async () => {
  const deps = createFakeDependencies();
  expect(await run(deps, { passwordHash: NO_PASSWORD })).toMatchObject({ outcome: 'created' });
  expect(await run(deps, { passwordHash: PBKDF2 }, { overwrite: true })).toMatchObject({
    outcome: 'overwritten',
  });
  const attempt = run(deps, { passwordHash: NO_PASSWORD }, { overwrite: true });
  await expect(attempt).rejects.toThrow('the account has a password');
  expect(deps.accounts.named('ada')).toMatchObject({ passwordHash: PBKDF2 });
});

test('uses the defaults of a new account for missing members of a line', async () => {
  const deps = createFakeDependencies();
  await run(deps, {});
  expect(deps.accounts.named('ada')).toMatchObject({
    sub: NEW,
    scopes: [],
    createdAt: deps.clock.millis,
    state: 'ACTIVE',
  });
});

test('does not change an account that matches its line', async () => {
  const { deps, ada, read } = await withAda();
  expect(await run(deps, { sub: ada.sub, scopes: ['audit'] })).toMatchObject({ outcome: 'unchanged' });
  expect(await run(deps, { scopes: ['audit'] }, { overwrite: true })).toMatchObject({ outcome: 'unchanged' });
  expect(read()).toEqual(ada);
  expect(deps.sessions.items.size).toBe(1);
});

test.each([{ passwordHash: OTHER, scopes: ['audit'] }, { scopes: ['admin'] }])(
  'overwrites an account only on request: %j',
  async (line) => {
    const { deps, ada, read } = await withAda();
    await expect(run(deps, { sub: ada.sub, ...line })).rejects.toThrow(/^the name is taken: use --overwrite/);
    expect(read()).toEqual(ada);
  },
);

test('overwrites the password and the scopes on request, and revokes the sessions', async () => {
  const { deps, ada, read } = await withAda();
  const line = { passwordHash: OTHER, scopes: ['admin'] };
  expect(await run(deps, line, { overwrite: true })).toMatchObject({ outcome: 'overwritten' });
  expect(await run((await withAda()).deps, line, { overwrite: true, dryRun: true })).toEqual({
    outcome: 'overwritten',
    overwritten: {
      sub: ada.sub,
      isPasswordReplaced: true,
      droppedScopes: ['audit'],
      addedScopes: ['admin'],
      isTemporaryPasswordDropped: false,
    },
  });
  expect(read()).toMatchObject({
    ...line,
    sub: ada.sub,
    securityVersion: 2,
    sessionsRevokedThroughVersion: 2,
  });
  expect(deps.sessions.items.size).toBe(0);
});

test('another run revokes the sessions after an interrupted overwriting', async () => {
  const { deps } = await withAda();
  const sessions = { ...deps.sessions, deleteAll: () => Promise.reject(new Error('interrupted')) };
  const overwrite = { overwrite: true };
  await expect(run({ ...deps, sessions }, { scopes: ['admin'] }, overwrite)).rejects.toThrow('interrupted');
  expect(deps.sessions.items.size).toBe(1);
  expect(await run(deps, { scopes: ['admin'] }, overwrite)).toMatchObject({ outcome: 'unchanged' });
  expect(deps.sessions.items.size).toBe(0);
});

test('rejects a name of another account, even when overwriting', async () => {
  const { deps, ada, read } = await withAda();
  await expect(run(deps, { sub: NOBODY }, { overwrite: true })).rejects.toThrow('with another sub');
  expect(read()).toEqual(ada);
});

test.each([
  ['present', 'DELETING', 'ACTIVE'],
  ['in the line', 'ACTIVE', 'DELETING'],
] as const)('does not overwrite when the account is being deleted, %s', async (_where, present, state) => {
  const { deps, ada, read } = await withAda();
  deps.accounts.set({ ...ada, state: present });
  const attempt = run(deps, { passwordHash: OTHER, state }, { overwrite: true });
  await expect(attempt).rejects.toThrow('is being deleted');
  expect(read()).toEqual({ ...ada, state: present });
});

test.each([
  ['the account', 'DISABLED', 'ACTIVE', 'enable it first'],
  ['the line', 'ACTIVE', 'DISABLED', 'users:disable'],
] as const)(
  'overwriting neither enables nor disables an account: %s is disabled',
  async (_what, present, state, message) => {
    const { deps, ada, read } = await withAda();
    deps.accounts.set({ ...ada, state: present });
    const attempt = run(deps, { passwordHash: OTHER, state }, { overwrite: true });
    await expect(attempt).rejects.toThrow(message);
    expect(read()).toEqual({ ...ada, state: present });
  },
);

test('does not overwrite an account that has expired, which no sign-in finds', async () => {
  const { deps, ada } = await withAda();
  deps.accounts.set({ ...ada, state: 'EXPIRED' });
  const accounts = { ...deps.accounts, find: async () => ({ ...ada, state: 'EXPIRED' as const }) };
  for (const overwrite of [true, false]) {
    const line = { sub: ada.sub, passwordHash: OTHER };
    await expect(run({ ...deps, accounts }, line, { overwrite })).rejects.toThrow(
      'import the line without sub',
    );
  }
});

test('creates a disabled account, with its temporary password', async () => {
  const deps = createFakeDependencies();
  const passwordTemporaryUntil = '2026-01-02T03:04:05.000Z';
  await run(deps, { state: 'DISABLED', passwordTemporaryUntil });
  expect(deps.accounts.named('ada')).toMatchObject({
    state: 'DISABLED',
    passwordTemporaryUntil: Date.parse(passwordTemporaryUntil),
  });
});

test('overwriting reports that a temporary password is dropped, or sets one', async () => {
  const { deps, ada, read } = await withAda();
  const until = Date.UTC(2026, 0, 3);
  deps.accounts.set({ ...ada, passwordTemporaryUntil: until });
  const line = { passwordHash: OTHER, scopes: ['audit'] };
  expect(await run(deps, line, { overwrite: true })).toMatchObject({
    overwritten: { isTemporaryPasswordDropped: true, droppedScopes: [] },
  });
  expect(read()?.passwordTemporaryUntil).toBeUndefined();
  const temporary = { ...line, passwordTemporaryUntil: new Date(until).toISOString() };
  expect(await run(deps, temporary, { overwrite: true })).toMatchObject({
    overwritten: { isPasswordReplaced: false, isTemporaryPasswordDropped: false },
  });
  expect(read()).toMatchObject({ passwordTemporaryUntil: until, securityVersion: 3 });
  expect(await run(deps, temporary, { overwrite: true })).toEqual({ outcome: 'unchanged' });
});

test('rejects an account that changes meanwhile, and keeps its sessions', async () => {
  const { deps } = await withAda();
  const accounts = { ...deps.accounts, changePassword: async () => false };
  const attempt = run({ ...deps, accounts }, { passwordHash: OTHER }, { overwrite: true });
  await expect(attempt).rejects.toThrow('changed during the import');
  expect(deps.sessions.items.size).toBe(1);
});

test('rejects a name that is taken meanwhile', async () => {
  const { deps, ada } = await withAda();
  let reads = 0;
  const find = async (name: string) => (reads++ === 0 ? undefined : deps.names.find(name));
  await expect(run({ ...deps, names: { ...deps.names, find } }, { sub: NOBODY })).rejects.toThrow(
    'was taken during the import',
  );
  expect(deps.accounts.named('ada')).toEqual(ada);
});

test('a dry run returns the same and writes nothing', async () => {
  const { deps, ada, read } = await withAda();
  const dry = { dryRun: true };
  expect(await run(deps, { username: 'grace' }, dry)).toMatchObject({ outcome: 'created' });
  expect(await run(deps, { scopes: ['audit'] }, dry)).toMatchObject({ outcome: 'unchanged' });
  expect(await run(deps, { scopes: [] }, { ...dry, overwrite: true })).toMatchObject({
    outcome: 'overwritten',
  });
  await expect(run(deps, { scopes: [] }, dry)).rejects.toThrow('--overwrite');
  expect([...deps.accounts.items.values()]).toEqual([ada]);
  expect([...deps.names.items.keys()]).toEqual(['ada']);
  expect(read()).toEqual(ada);
  expect(deps.sessions.items.size).toBe(1);
});

describe('the sub of an account', () => {
  test.each([false, true])('is given to no other name, dry run: %j', async (dryRun) => {
    const { deps, ada } = await withAda();
    for (const overwrite of [false, true]) {
      const attempt = run(deps, { username: 'grace', sub: ada.sub }, { dryRun, overwrite });
      await expect(attempt).rejects.toThrow('an account with another name already has the sub');
    }
    expect([...deps.accounts.items.values()]).toEqual([ada]);
    expect([...deps.names.items.keys()]).toEqual(['ada']);
  });

  test('that is created meanwhile is given to no other name either, which stays free', async () => {
    const { deps, ada } = await withAda();
    const find = async (sub: string) => (sub === ada.sub ? undefined : deps.accounts.find(sub));
    const attempt = run(
      { ...deps, accounts: { ...deps.accounts, find } },
      { username: 'grace', sub: ada.sub },
    );
    await expect(attempt).rejects.toThrow('an account with another name already has the sub');
    expect([...deps.names.items.keys()]).toEqual(['ada']);
  });

  test.each([false, true])('that a line gave to another name is rejected, dry run: %j', async (dryRun) => {
    const deps = createFakeDependencies();
    const importLine = importUser({ ...deps, overwrite: true, dryRun });
    const [first, second] = await Promise.allSettled([
      importLine(toLine({ username: 'ada', sub: NOBODY }), 7, uuid(57)),
      importLine(toLine({ username: 'grace', sub: NOBODY }), 8, uuid(58)),
    ]);
    expect(first).toMatchObject({ value: { outcome: 'created' } });
    expect(second).toMatchObject({ reason: { message: 'line 7 has the same sub with another name' } });
    expect([...deps.names.items.keys()]).toEqual(dryRun ? [] : ['ada']);
  });

  test('that a line gave to the same name is the same account', async () => {
    const deps = createFakeDependencies();
    const importLine = importUser({ ...deps, overwrite: false, dryRun: false });
    expect(await importLine(toLine({ sub: NOBODY }), 1, uuid(51))).toMatchObject({ outcome: 'created' });
    expect(await importLine(toLine({ sub: NOBODY }), 2, uuid(52))).toMatchObject({ outcome: 'unchanged' });
  });
});
