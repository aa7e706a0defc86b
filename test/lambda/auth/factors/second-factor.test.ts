import { randomUUID } from 'node:crypto';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { schemaKit } from '../../../../lambda/auth/core-bodies';
import {
  createFactorRoutes,
  createSecondFactorRequirement,
  type FactorContext,
  listTrustedDevices,
} from '../../../../lambda/auth/factors/second-factor';
import { createSecondFactorRequirement as createRefusal } from '../../../../lambda/auth/factors/without-second-factor';
import type { Account } from '../../../../lambda/identity/accounts/account';
import { createDynamoAccountAttempts } from '../../../../lambda/identity/accounts/account-attempts';
import { accountKey } from '../../../../lambda/identity/accounts/account-item';
import { createDynamoAccounts } from '../../../../lambda/identity/accounts/accounts';
import { createAccountUpdate } from '../../../../lambda/identity/accounts/update-account';
import { signIn } from '../../../../lambda/identity/authentication/sign-in';
import { createFactorCipher } from '../../../../lambda/identity/factors/factor-cipher';
import { createDynamoFactorSecrets } from '../../../../lambda/identity/factors/factor-secrets';
import type { RequireSecondFactor } from '../../../../lambda/identity/factors/proofs/require-second-factor';
import { createDynamoFactorAdministration } from '../../../../lambda/identity/operator/factors/factor-administration';
import { createDynamoSessions } from '../../../../lambda/identity/sessions/sessions';
import { startSession } from '../../../../lambda/identity/sessions/start-session';
import { createTable } from '../../../../lambda/shared/table/table';
import { PASSWORD, SOURCE } from '../../fakes/auth-dependencies';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { beginEnrolment, codeOf, createFactorDependencies, STEP_MS } from '../../fakes/factor-scene';
import { signUp } from '../../fakes/signed-in';
import { guarded, outcomeOf } from '../../fakes/throttled';

/** Binds a ciphertext to its context, as KMS does. */
const kms: FactorContext['kms'] = {
  call: async (operation, input) => {
    const { Plaintext, CiphertextBlob, EncryptionContext } = input as Readonly<Record<string, string>>;
    if (operation === 'Encrypt') return { CiphertextBlob: JSON.stringify([Plaintext, EncryptionContext]) };
    const [secret, bound] = JSON.parse(CiphertextBlob ?? '');
    expect(bound).toEqual(EncryptionContext);
    return { Plaintext: secret };
  },
};

let embedded: EmbeddedTable;
beforeAll(async () => {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  embedded = await startEmbeddedTable();
});
afterAll(() => embedded.close());

type Routes = ReturnType<typeof createFactorRoutes>['operations'];

async function createScene(trustedDevices = 'on') {
  const { client, tableName } = embedded;
  const fakes = createFactorDependencies();
  const accounts = Object.assign(fakes.accounts, createDynamoAccounts(client, tableName, fakes.now));
  const sessions = Object.assign(fakes.sessions, createDynamoSessions(client, tableName));
  const table = createTable(client, tableName);
  const accountAttempts = createDynamoAccountAttempts(client, tableName);
  // the scenes share a table
  const deps = guarded({ ...fakes, accounts, sessions, accountAttempts, newId: randomUUID });
  const context: FactorContext = {
    ...deps,
    ...{
      table,
      kms,
      factorKey: 'key-1',
      trustedDevices,
      updateAccount: createAccountUpdate(client, tableName),
    },
    ...{ secondFactor: 'optional', createClient: () => kms, mailQueueUrl: '', mailKey: '' },
    startSession: startSession(deps),
    readClientInfo: () => SOURCE,
  };
  const laptop = await signUp(deps);
  const cipher = createFactorCipher(kms, 'key-1');
  const factorSecrets = createDynamoFactorSecrets(table);
  const { id, secret } = await beginEnrolment({ ...deps, cipher, factorSecrets }, laptop.caller);
  const { operations, bodies } = createFactorRoutes(context, schemaKit);
  const call = async <Key extends keyof Routes>(key: Key, body: object) => {
    const request = { body, caller: laptop.caller, pathParameter: () => id, requestId: 'request-1' };
    const answer = await operations[key](request as never);
    return answer as { readonly status: number; readonly body: Readonly<Record<string, string>> };
  };
  const signInByPassword = (
    createRequirement: (context: FactorContext) => RequireSecondFactor,
    trustedDeviceToken?: string,
  ) =>
    signIn({ ...deps, requireSecondFactor: createRequirement(context) })({
      ...{ username: 'Ada', password: PASSWORD, source: SOURCE, hasTime: () => true, trustedDeviceToken },
    });
  const sendPassword = (trustedDeviceToken?: string) =>
    signInByPassword(createSecondFactorRequirement, trustedDeviceToken).catch((error) => error.members);
  const readSecrets = factorSecrets.list;
  return { deps, laptop, secret, call, signInByPassword, sendPassword, bodies, readSecrets };
}

test('the routes confirm an app, sign in by it and by a recovery code, and step up, with the stores of the table', async () => {
  const scene = await createScene();
  const { deps, call, sendPassword } = scene;
  const confirm = 'POST /users/me/factors/totp/{id}/confirm';
  const confirmed = await call(confirm, { code: codeOf(scene) });
  expect(confirmed).toMatchObject({ status: 200, body: { recovery_codes: expect.any(Array) } });
  deps.clock.millis += STEP_MS;

  const { challenge } = await sendPassword();
  const code = codeOf(scene);
  const signedIn = await call('POST /sessions/challenge', { challenge, kind: 'totp', code });
  expect(signedIn).toMatchObject({ status: 201, body: { token_type: 'Bearer' } });
  const again = await sendPassword();
  expect(await outcomeOf(call('POST /sessions/challenge', { ...again, kind: 'totp', code }))).toBe(
    'INVALID_CODE',
  );
  const [recovery] = confirmed.body.recovery_codes ?? [];
  const recovered = { challenge: again.challenge, kind: 'recovery_code', code: recovery };
  expect(await call('POST /sessions/challenge', recovered)).toMatchObject({ status: 201 });

  const steppedUp = await call('POST /sessions/current/step-up', { kind: 'totp', code: codeOf(scene, 1) });
  expect(steppedUp).toMatchObject({ status: 200, body: { access_token: expect.any(String) } });
  expect(await deps.sessions.find(scene.laptop.caller)).toMatchObject({ amr: ['pwd', 'otp', 'mfa'] });
});

test('a reset that is due lets the password sign in, and erases the factors and their secrets', async () => {
  const scene = await createScene();
  const { deps, laptop, call, signInByPassword, readSecrets } = scene;
  await call('POST /users/me/factors/totp/{id}/confirm', { code: codeOf(scene) });
  const { sub } = laptop.caller;
  const update = createAccountUpdate(embedded.client, embedded.tableName);
  const administration = createDynamoFactorAdministration(update, deps.accounts);
  const account = (await deps.accounts.find(sub)) as Account;
  await administration.requestReset(account, deps.clock.millis + 1);
  expect(await outcomeOf(signInByPassword(createSecondFactorRequirement))).toBe('SECOND_FACTOR_REQUIRED');
  expect(await outcomeOf(signInByPassword(createRefusal))).toBe('SECOND_FACTOR_UNAVAILABLE');
  deps.clock.millis += 1;
  expect(await signInByPassword(createSecondFactorRequirement)).toMatchObject({ token_type: 'Bearer' });
  expect(await readSecrets(sub)).toEqual([]);
  const { factors, secondFactorSince, recoveryCodes, factorsResetAt } = (await deps.accounts.find(sub)) ?? {};
  expect([factors, secondFactorSince, recoveryCodes, factorsResetAt]).toEqual(Array(4).fill(undefined));
});

test.each([
  ['on', true],
  ['', false],
])('with trusted devices %j, an answer may trust its device: %j', async (trustedDevices, trusts) => {
  const scene = await createScene(trustedDevices);
  const { deps, call, sendPassword, bodies } = scene;
  await call('POST /users/me/factors/totp/{id}/confirm', { code: codeOf(scene) });
  deps.clock.millis += STEP_MS;
  const { challenge } = await sendPassword();
  const body = { challenge, kind: 'totp', code: codeOf(scene), trust_device: true };
  expect(bodies['POST /sessions/challenge'].safeParse(body).success).toBe(trusts);
  const signedIn = await call('POST /sessions/challenge', body);
  expect(signedIn.status).toBe(201);
  expect('trusted_device_token' in signedIn.body).toBe(trusts);
  const again = await sendPassword(signedIn.body.trusted_device_token);
  expect('access_token' in again).toBe(trusts);
  const { client, tableName } = embedded;
  const { Item } = await client.send(
    new GetItemCommand({ TableName: tableName, Key: accountKey(scene.laptop.caller.sub) }),
  );
  expect('trustedDevices' in (Item ?? {})).toBe(trusts);
  const listed = await listTrustedDevices({ table: createTable(client, tableName) })(scene.laptop.caller.sub);
  expect(listed?.length).toBe(trusts ? 1 : undefined);
});

test.each([
  {},
  { kind: 'totp' },
  { code: '123456' },
  { password: PASSWORD, kind: 'totp', code: '123456' },
  { password: PASSWORD, code: '123456' },
])('a step-up with %j is not valid', async (body) => {
  const { call } = await createScene();
  expect(await outcomeOf(call('POST /sessions/current/step-up', body))).toBe('VALIDATION_FAILED');
});

test('a step-up takes the password of an account without a second factor', async () => {
  const { call } = await createScene();
  expect(await call('POST /sessions/current/step-up', { password: PASSWORD })).toMatchObject({ status: 200 });
});
