import { randomUUID } from 'node:crypto';
import { schemaKit } from '../../../../lambda/auth/core-bodies';
import {
  createFactorRoutes,
  createSecondFactorRequirement,
  type FactorContext,
} from '../../../../lambda/auth/factors/second-factor';
import { createDynamoAccountAttempts } from '../../../../lambda/identity/accounts/account-attempts';
import { createDynamoAccounts } from '../../../../lambda/identity/accounts/accounts';
import { createAccountUpdate } from '../../../../lambda/identity/accounts/update-account';
import { signIn } from '../../../../lambda/identity/authentication/sign-in';
import { createFactorCipher } from '../../../../lambda/identity/factors/factor-cipher';
import { createDynamoFactorSecrets } from '../../../../lambda/identity/factors/factor-secrets';
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

async function createScene() {
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
    ...{ secondFactor: 'optional', createClient: () => kms, mailQueueUrl: '', mailKey: '' },
    ...{ table, kms, factorKey: 'key-1', updateAccount: createAccountUpdate(client, tableName) },
    startSession: startSession(deps),
    readClientInfo: () => SOURCE,
  };
  const laptop = await signUp(deps);
  const cipher = createFactorCipher(kms, 'key-1');
  const factorSecrets = createDynamoFactorSecrets(table);
  const { id, secret } = await beginEnrolment({ ...deps, cipher, factorSecrets }, laptop.caller);
  const { operations } = createFactorRoutes(context, schemaKit);
  const call = async <Key extends keyof Routes>(key: Key, body: object) => {
    const request = { body, caller: laptop.caller, pathParameter: () => id, requestId: 'request-1' };
    const answer = await operations[key](request as never);
    return answer as { readonly status: number; readonly body: Readonly<Record<string, string>> };
  };
  const sendPassword = () =>
    signIn({ ...deps, requireSecondFactor: createSecondFactorRequirement(context) })({
      ...{ username: 'Ada', password: PASSWORD, source: SOURCE, hasTime: () => true },
    }).catch((error) => error.members);
  return { deps, laptop, secret, call, sendPassword };
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
