import { register } from '../../../../lambda/identity/authentication/register';
import { type DeviceToken, parseDeviceToken, toDevice } from '../../../../lambda/identity/devices/device';
import { digestSecret, parseRefreshToken } from '../../../../lambda/identity/sessions/refresh-token';
import { noAttempts } from '../../../../lambda/identity/throttling/backoff';
import {
  createFakeDependencies,
  type FakeDependencies,
  PASSWORD,
  SOURCE,
  uuid,
} from '../../fakes/auth-dependencies';
import { signUp } from '../../fakes/signed-in';
import { unavailable } from '../../fakes/unavailable';

const command = (username = 'Ada', password = PASSWORD) => ({ username, password, source: SOURCE });

test('creates an account under its normalised name, with its first device, and returns the name as sent', async () => {
  const deps = createFakeDependencies();
  const { user, device_token: deviceToken } = await register(deps)(command());
  expect(user).toEqual({ id: uuid(1), username: 'Ada', createdAt: '2026-01-02T03:04:05.000Z' });
  expect([...deps.accounts.items]).toEqual([
    [
      uuid(1),
      {
        name: 'ada',
        sub: uuid(1),
        username: 'Ada',
        passwordHash: `m=1|${PASSWORD}`,
        securityVersion: 1,
        sessionsRevokedThroughVersion: 1,
        state: 'ACTIVE',
        scopes: [],
        createdAt: deps.clock.millis,
        lastSid: uuid(2),
        sessionCount: 1,
        attempts: noAttempts,
        changeAttempts: noAttempts,
        devices: [toDevice(parseDeviceToken(deviceToken) as DeviceToken, deps.clock.millis / 1000)],
      },
    ],
  ]);
  expect([...deps.names.items.values()]).toEqual([
    { name: 'ada', sub: uuid(1), state: 'CONFIRMED', reservedUntil: deps.clock.millis + 900_000 },
  ]);
});

test('returns the tokens of a stored session', async () => {
  const deps = createFakeDependencies();
  const answer = await register(deps)(command());
  expect(answer).toMatchObject({ access_token: 'token-1', token_type: 'Bearer', expires_in: 3600 });
  expect(deps.signed).toMatchObject([{ sub: uuid(1), sid: uuid(2), username: 'Ada' }]);
  const token = parseRefreshToken(answer.refresh_token);
  expect([...deps.sessions.items.values()]).toMatchObject([
    {
      sub: uuid(1),
      sid: uuid(2),
      securityVersion: 1,
      ip: SOURCE.ip,
      userAgent: SOURCE.userAgent,
      refresh: { hash: token && digestSecret(token.secret) },
    },
  ]);
});

test('logs the new account, and no name, password or token', async () => {
  const deps = createFakeDependencies();
  const answer = await register(deps)(command('ada-the-first'));
  expect(deps.logged).toEqual([
    { event: 'account_registered', sub: uuid(1), sid: uuid(2), sourceIp: SOURCE.ip, requestId: 'request-1' },
  ]);
  const line = JSON.stringify(deps.logged);
  const tokens = [answer.access_token, answer.refresh_token, answer.device_token];
  for (const secret of ['ada-the-first', PASSWORD, ...tokens]) expect(line).not.toContain(secret);
});

test('rejects a taken name in any spelling and leaves no session', async () => {
  const deps = createFakeDependencies();
  await register(deps)(command());
  await expect(register(deps)(command('ＡDA'))).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
  expect(deps.sessions.items.size).toBe(1);
});

/** Starts a sign-up with a name that another one has taken meanwhile. */
async function loseRace(change: (deps: FakeDependencies) => Partial<FakeDependencies>) {
  const deps = createFakeDependencies();
  await register(deps)(command());
  return { deps, losing: register({ ...deps, ...change(deps) })(command()) };
}

test('a name that was taken meanwhile is reported as taken, and leaves no session', async () => {
  const { deps, losing } = await loseRace(() => ({}));
  await expect(losing).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
  expect(deps.sessions.items.size).toBe(1);
});

test('it is reported as taken even when the session cannot be deleted in time', async () => {
  const { losing } = await loseRace(({ sessions }) => ({ sessions: { ...sessions, delete: unavailable } }));
  await expect(losing).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
});

test.each<[string, (deps: FakeDependencies) => Partial<FakeDependencies>]>([
  ['KMS', () => ({ signToken: unavailable })],
  ['the table of sessions', ({ sessions }) => ({ sessions: { ...sessions, put: unavailable } })],
  ['the table of names', ({ names }) => ({ names: { ...names, reserve: unavailable } })],
])('it is reported as taken even when %s is too slow for this request', async (_which, change) => {
  const { losing } = await loseRace(change);
  await expect(losing).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
});

test('a free name is not reported as taken when a service fails, even if it is reserved by then', async () => {
  const deps = createFakeDependencies();
  const accounts = { ...deps.accounts, create: unavailable };
  await expect(register({ ...deps, accounts })(command())).rejects.toMatchObject({
    code: 'DEPENDENCY_UNAVAILABLE',
  });
  expect([...deps.names.items.values()]).toMatchObject([{ name: 'ada', state: 'RESERVED' }]);
});

test('a check of the name that fails as well changes nothing', async () => {
  const deps = createFakeDependencies();
  let looks = 0;
  const find: typeof deps.names.find = () => {
    looks += 1;
    return unavailable();
  };
  const failing = { ...deps, names: { ...deps.names, find }, signToken: unavailable };
  await expect(register(failing)(command())).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
  expect(looks).toBe(1);
});

test('of two hundred concurrent sign-ups for one name, one succeeds and all others report a taken name', async () => {
  const deps = createFakeDependencies();
  const outcomes = await Promise.allSettled(Array.from({ length: 200 }, () => register(deps)(command())));
  const codes = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []));
  expect(codes).toEqual(Array(199).fill('USERNAME_TAKEN'));
  expect([deps.accounts.items.size, deps.sessions.items.size]).toEqual([1, 1]);
});

test('reports every broken rule at once and hashes nothing', async () => {
  const deps = createFakeDependencies();
  await expect(register(deps)(command('a', 'short'))).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
    errors: [{ pointer: '#/username' }, { pointer: '#/password' }],
  });
  expect(deps.passwords.work).toEqual([]);
});

test('when the token cannot be signed, no account is left after the error', async () => {
  const deps = createFakeDependencies();
  await expect(register({ ...deps, signToken: unavailable })(command())).rejects.toMatchObject({
    code: 'DEPENDENCY_UNAVAILABLE',
  });
  expect([deps.accounts.items.size, deps.sessions.items.size]).toEqual([0, 0]);
  await expect(signUp(deps)).resolves.toMatchObject({ token_type: 'Bearer' });
});

test('when the session cannot be stored, there is no account and the name stays free', async () => {
  const deps = createFakeDependencies();
  const sessions = { ...deps.sessions, put: unavailable };
  await expect(register({ ...deps, sessions })(command())).rejects.toMatchObject({
    code: 'DEPENDENCY_UNAVAILABLE',
  });
  await expect(register(deps)(command())).resolves.toMatchObject({ token_type: 'Bearer' });
});

test('when the account cannot be stored, no session is left, and the reservation keeps the name for a late write', async () => {
  const deps = createFakeDependencies();
  const accounts = { ...deps.accounts, create: unavailable };
  await expect(register({ ...deps, accounts })(command())).rejects.toMatchObject({
    code: 'DEPENDENCY_UNAVAILABLE',
  });
  expect(deps.sessions.items.size).toBe(0);
  expect([...deps.names.items.values()]).toMatchObject([{ state: 'RESERVED' }]);
});
