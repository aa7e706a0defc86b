import type { Account } from '../../../../../lambda/identity/accounts/account';
import { signIn } from '../../../../../lambda/identity/authentication/sign-in';
import { passkeyId } from '../../../../../lambda/identity/passkeys/passkey';
import { signUpWithPasskey } from '../../../../../lambda/identity/passkeys/sign-up/sign-up-with-passkey';
import { NO_PASSWORD } from '../../../../../lambda/identity/passwords/no-password';
import { PASSWORD, SOURCE, uuid } from '../../../fakes/auth-dependencies';
import {
  begin,
  CREDENTIAL_ID,
  createResponse,
  createSignUpCommand,
  createSignUpDependencies,
  type SignUpDependencies,
  signUpByPasskey,
} from '../../../fakes/sign-up-scene';
import { signUp } from '../../../fakes/signed-in';
import { outcomeOf } from '../../../fakes/throttled';
import { unavailable } from '../../../fakes/unavailable';

const ID = passkeyId(CREDENTIAL_ID);
const account = ({ accounts }: SignUpDependencies) => accounts.named('ada') as Account;

/** How many of each are stored. */
const countsOf = ({ accounts, names, sessions, passkeys, credentials }: SignUpDependencies) => ({
  accounts: accounts.items.size,
  names: names.items.size,
  sessions: sessions.items.size,
  passkeys: passkeys.items.size,
  credentials: credentials.items.size,
});
const NOTHING = { accounts: 0, names: 0, sessions: 0, passkeys: 0, credentials: 0 };

test('creates an account without a password, whose id is the user handle, with the passkey as its way in', async () => {
  const deps = createSignUpDependencies();
  const { user } = await signUpByPasskey(deps);
  expect(user).toEqual({ id: uuid(1), username: 'Ada', createdAt: '2026-01-02T03:04:05.000Z' });
  expect(account(deps)).toMatchObject({
    ...{ sub: uuid(1), name: 'ada', username: 'Ada', passwordHash: NO_PASSWORD, state: 'ACTIVE' },
    passkeys: { [ID]: { addedAt: deps.clock.millis, verifiesUser: true } },
  });
  expect(await deps.passkeys.find(uuid(1), ID)).toEqual({
    ...{ sub: uuid(1), id: ID, credentialId: CREDENTIAL_ID, counter: 0, transports: ['internal'] },
    ...{ isBackupEligible: true, isBackedUp: false, name: 'Passkey', addedAt: deps.clock.millis },
    publicKey: Buffer.from('a public key').toString('base64url'),
  });
  expect(await deps.credentials.find(ID)).toMatchObject({ sub: uuid(1), state: 'CONFIRMED' });
  expect(await deps.names.find('ada')).toMatchObject({ sub: uuid(1), state: 'CONFIRMED' });
});

test('starts a session of two factors, and reports the account as any other sign-up does', async () => {
  const deps = createSignUpDependencies();
  const answer = await signUpByPasskey(deps);
  expect(answer).toMatchObject({
    access_token: 'token-1',
    token_type: 'Bearer',
    device_token: expect.any(String),
  });
  expect(deps.signed).toMatchObject([{ sub: uuid(1), amr: ['pop', 'mfa'] }]);
  expect(deps.logged).toEqual([
    { event: 'account_registered', sub: uuid(1), sid: uuid(2), sourceIp: SOURCE.ip, requestId: 'request-1' },
  ]);
  expect(deps.notices).toEqual([]);
});

test('also in a stage that requires a second factor, which the passkey is', async () => {
  const deps = createSignUpDependencies((fakes) => ({ ...fakes, secondFactor: 'required' }));
  const answer = await signUpByPasskey(deps);
  expect(answer.refresh_token).toBeDefined();
  expect(account(deps).secondFactorSince).toBeUndefined();
});

test('in a stage that demands a verified address, the account expires until then', async () => {
  const deps = { ...createSignUpDependencies(), unverifiedSeconds: 60 };
  await signUpByPasskey(deps);
  expect(account(deps).expiresAt).toBe(Math.floor(deps.clock.millis / 1000) + 60);
});

test('reports the faults of the username and the address at once, and uses nothing up', async () => {
  const deps = createSignUpDependencies();
  const email = { faults: [{ pointer: '#/email', detail: 'no' }], request: jest.fn() };
  const command = await createSignUpCommand(deps);
  await expect(signUpWithPasskey(deps)({ ...command, username: 'a', email })).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
    errors: [{ pointer: '#/username' }, { pointer: '#/email' }],
  });
  await expect(signUpWithPasskey(deps)(command)).resolves.toBeDefined();
});

test('makes the address pending once the account exists', async () => {
  const deps = createSignUpDependencies();
  const request = jest.fn(async () => expect(account(deps)).toBeDefined());
  await signUpByPasskey(deps, { email: { faults: [], request } });
  expect(request).toHaveBeenCalledWith(expect.objectContaining({ sub: uuid(1), sid: uuid(2) }));
});

test('a ceremony works once, for its own name, and no longer than five minutes', async () => {
  const deps = createSignUpDependencies();
  const signUpNow = signUpWithPasskey(deps);
  const ada = await createSignUpCommand(deps);
  await signUpNow(ada);
  const other = await createSignUpCommand(deps, { username: 'Eve' });
  const late = await createSignUpCommand(deps, { username: 'Bob' });
  const before = countsOf(deps);
  for (const command of [
    ada,
    { ...other, username: 'Mallory' },
    // the other name has used it up
    other,
    { ...late, ceremonyId: late.ceremonyId.slice(1) },
    { ...late, ceremonyId: '' },
  ]) {
    expect(await outcomeOf(signUpNow(command))).toBe('INVALID_CEREMONY');
  }
  deps.clock.millis += 300_000;
  expect(await outcomeOf(signUpNow(late))).toBe('INVALID_CEREMONY');
  expect(countsOf(deps)).toEqual(before);
});

test.each(['passkey-sign-in', 'passkey-step-up', 'passkey-registration'] as const)(
  'a ceremony of the purpose %s creates no account',
  async (purpose) => {
    const deps = createSignUpDependencies();
    const command = await createSignUpCommand(deps);
    for (const [digest, ceremony] of deps.ceremonies.items) {
      deps.ceremonies.items.set(digest, { ...ceremony, purpose });
    }
    expect(await outcomeOf(signUpWithPasskey(deps)(command))).toBe('INVALID_CEREMONY');
    expect(countsOf(deps)).toEqual(NOTHING);
  },
);

test('another spelling of the name completes the ceremony, and is shown', async () => {
  const deps = createSignUpDependencies();
  const command = await createSignUpCommand(deps);
  expect((await signUpWithPasskey(deps)({ ...command, username: 'ADA' })).user.username).toBe('ADA');
});

test.each<[string, (response: ReturnType<typeof createResponse>) => object]>([
  ['that is not valid', (response) => ({ ...response, challenge: 'another' })],
  ['without verification of the user', (response) => ({ ...response, isUserVerified: false })],
])('a credential %s is refused, logged, and uses the ceremony up', async (_what, change) => {
  const deps = createSignUpDependencies();
  const command = await createSignUpCommand(deps);
  const credential = change(createResponse(command.ceremonyId));
  expect(await outcomeOf(signUpWithPasskey(deps)({ ...command, credential }))).toBe('PASSKEY_REFUSED');
  expect(deps.logged).toEqual([
    { event: 'passkey_rejected', sourceIp: SOURCE.ip, requestId: SOURCE.requestId },
  ]);
  expect(await outcomeOf(signUpWithPasskey(deps)(command))).toBe('INVALID_CEREMONY');
  expect(countsOf(deps)).toEqual(NOTHING);
});

test('a taken name is reported as such, and leaves nothing of the passkey', async () => {
  const deps = createSignUpDependencies();
  await signUp(deps);
  const before = countsOf(deps);
  expect(await outcomeOf(signUpByPasskey(deps))).toBe('USERNAME_TAKEN');
  expect(countsOf(deps)).toEqual(before);
  await expect(signUpByPasskey(deps, { username: 'Eve' })).resolves.toBeDefined();
});

test('a credential of another account creates none', async () => {
  const deps = createSignUpDependencies();
  await signUpByPasskey(deps);
  const before = countsOf(deps);
  expect(await outcomeOf(signUpByPasskey(deps, { username: 'Eve' }))).toBe('PASSKEY_TAKEN');
  expect(countsOf(deps)).toEqual(before);
  expect(await deps.credentials.find(ID)).toMatchObject({ sub: account(deps).sub });
});

test('of parallel sign-ups with one ceremony, one creates the account', async () => {
  const deps = createSignUpDependencies();
  const command = await createSignUpCommand(deps);
  const attempt = () => outcomeOf(signUpWithPasskey(deps)(command));
  const outcomes = await Promise.all([attempt(), attempt(), attempt()]);
  expect(outcomes.sort()).toEqual(['INVALID_CEREMONY', 'INVALID_CEREMONY', 'done']);
  expect(countsOf(deps)).toEqual({ accounts: 1, names: 1, sessions: 1, passkeys: 1, credentials: 1 });
});

test('of parallel sign-ups for one name, with and without passwords, one creates the account', async () => {
  const deps = createSignUpDependencies();
  const commands = await Promise.all(
    ['one', 'two', 'three'].map(async (id) => {
      const { ceremony_id: ceremonyId } = await begin(deps);
      return { username: 'Ada', ceremonyId, credential: createResponse(ceremonyId, id), source: SOURCE };
    }),
  );
  const outcomes = await Promise.all([
    ...commands.map((command) => outcomeOf(signUpWithPasskey(deps)(command))),
    outcomeOf(signUp(deps)),
  ]);
  expect(outcomes.sort()).toEqual(['USERNAME_TAKEN', 'USERNAME_TAKEN', 'USERNAME_TAKEN', 'done']);
  expect(countsOf(deps)).toMatchObject({ accounts: 1, names: 1, sessions: 1 });
  expect(deps.credentials.items.size).toBe(deps.passkeys.items.size);
  expect(deps.credentials.items.size).toBe(account(deps).passwordHash === NO_PASSWORD ? 1 : 0);
});

test('of parallel sign-ups with one credential, one creates an account', async () => {
  const deps = createSignUpDependencies();
  const outcomes = await Promise.all(
    ['Ada', 'Eve'].map((username) => outcomeOf(signUpByPasskey(deps, { username }))),
  );
  expect(outcomes.sort()).toEqual(['PASSKEY_TAKEN', 'done']);
  expect(countsOf(deps)).toEqual({ accounts: 1, names: 1, sessions: 1, passkeys: 1, credentials: 1 });
});

test('when another account has taken the credential of a request that ran too long, no account is left', async () => {
  const deps = createSignUpDependencies();
  const command = await createSignUpCommand(deps);
  const credentials = { ...deps.credentials, confirm: async () => false };
  expect(await outcomeOf(signUpWithPasskey({ ...deps, credentials })(command))).toBe('PASSKEY_TAKEN');
  expect(countsOf(deps)).toEqual(NOTHING);
});

test('a taken name is reported even when a service is too slow for the request', async () => {
  const deps = createSignUpDependencies();
  await signUp(deps);
  const command = await createSignUpCommand(deps);
  const passkeys = { ...deps.passkeys, put: unavailable };
  expect(await outcomeOf(signUpWithPasskey({ ...deps, passkeys })(command))).toBe('USERNAME_TAKEN');
});

test('no password signs in to the account', async () => {
  const deps = createSignUpDependencies();
  await signUpByPasskey(deps);
  for (const password of [PASSWORD, NO_PASSWORD, '']) {
    const command = { username: 'Ada', password, source: SOURCE, hasTime: () => true };
    expect(await outcomeOf(signIn(deps)(command))).toBe('INVALID_CREDENTIALS');
  }
});
