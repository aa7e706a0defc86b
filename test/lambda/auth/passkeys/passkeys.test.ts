import { randomUUID } from 'node:crypto';
import { schemaKit } from '../../../../lambda/auth/core-bodies';
import {
  createFactorRoutes,
  createSecondFactorRequirement,
  type FactorContext,
} from '../../../../lambda/auth/factors/second-factor';
import {
  createPasskeyProofs,
  createPasskeyRoutes,
  type PasskeyContext,
} from '../../../../lambda/auth/passkeys/passkeys';
import { createDynamoAccounts } from '../../../../lambda/identity/accounts/accounts';
import { createDynamoIdentifierPointers } from '../../../../lambda/identity/accounts/identifiers/identifier-pointers';
import { createAccountUpdate } from '../../../../lambda/identity/accounts/update-account';
import { signIn } from '../../../../lambda/identity/authentication/sign-in';
import { createDynamoAccountPasskeys } from '../../../../lambda/identity/passkeys/account-passkeys';
import { createDynamoPasskeys } from '../../../../lambda/identity/passkeys/passkeys';
import { createDynamoSessions } from '../../../../lambda/identity/sessions/sessions';
import { startSession } from '../../../../lambda/identity/sessions/start-session';
import { createTable } from '../../../../lambda/shared/table/table';
import { relyingParty } from '../../../support/webauthn/passkey-ceremony';
import { PASSWORD, SOURCE } from '../../fakes/auth-dependencies';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { addPasskey, createPasskeyDependencies } from '../../fakes/passkey-sign-in-scene';
import { signUp } from '../../fakes/signed-in';
import { guarded, outcomeOf } from '../../fakes/throttled';

let embedded: EmbeddedTable;
beforeAll(async () => {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  embedded = await startEmbeddedTable();
});
afterAll(() => embedded.close());

const call = async () => {
  throw new Error('KMS is not needed');
};

async function createScene() {
  const { client, tableName } = embedded;
  const fakes = createPasskeyDependencies();
  const accounts = Object.assign(fakes.accounts, createDynamoAccounts(client, tableName, fakes.now));
  const table = createTable(client, tableName);
  const updateAccount = createAccountUpdate(client, tableName);
  // the scenes share a table
  const deps = guarded({
    ...fakes,
    accounts,
    newId: randomUUID,
    sessions: Object.assign(fakes.sessions, createDynamoSessions(client, tableName)),
    passkeys: Object.assign(fakes.passkeys, createDynamoPasskeys(table)),
    credentials: Object.assign(
      fakes.credentials,
      createDynamoIdentifierPointers(client, tableName, 'credential'),
    ),
    accountPasskeys: createDynamoAccountPasskeys(updateAccount, accounts),
  });
  const { accountFactors: _, passkeys: _passkeys, ceremonies: _ceremonies, ...taken } = deps;
  const context: FactorContext & PasskeyContext = {
    ...taken,
    ...{ table, updateAccount, kms: { call }, factorKey: 'key-1', trustedDevices: '' },
    ...{ secondFactor: 'optional', createClient: () => ({ call }), mailQueueUrl: '', mailKey: '' },
    ...{ passkeyRpId: relyingParty.id, passkeyRpName: '', passkeyOrigins: relyingParty.origins },
    startSession: startSession(deps),
    loadPasskeys: () => createPasskeyProofs(context),
    readClientInfo: () => SOURCE,
  };
  const laptop = await signUp(deps);
  const { sub } = laptop.caller;
  fakes.accounts.items.set(sub, (await accounts.find(sub)) as never);
  const { authenticator } = await addPasskey(deps as never, sub);
  const passkeys = createPasskeyRoutes(context, schemaKit);
  const factors = createFactorRoutes(context, schemaKit);
  const operations = { ...passkeys.operations, ...factors.operations };
  const send = async (key: keyof typeof operations, body: object = {}) => {
    const request = { body, caller: laptop.caller, requestId: 'request-1' };
    const answer = await operations[key](request as never);
    return answer as { readonly status: number; readonly body: Readonly<Record<string, string>> };
  };
  /** Begins a ceremony, and signs its options. */
  const sign = async (key: keyof typeof operations) => {
    const { ceremony_id, options } = (await send(key)).body;
    return { ceremony_id, credential: await authenticator.assert(options as never) };
  };
  return { deps, context, sub, authenticator, send, sign, bodies: { ...passkeys.bodies, ...factors.bodies } };
}

test('the routes sign in by a passkey, alone and after the password, and step up, with the stores of the table', async () => {
  const { deps, context, sub, authenticator, send, sign } = await createScene();
  const sent = await sign('POST /sessions/passkey/options');
  const signedIn = await send('POST /sessions/passkey', sent);
  expect(signedIn).toMatchObject({ status: 201, body: { token_type: 'Bearer' } });
  expect(deps.signed.at(-1)).toMatchObject({ sub, amr: ['pop', 'mfa'] });
  expect(await outcomeOf(send('POST /sessions/passkey', sent))).toBe('INVALID_CEREMONY');

  const account = await deps.accounts.find(sub);
  await deps.accountPasskeys.turnOn(account as never, ['digest-1'], deps.now());
  const requirement = createSecondFactorRequirement(context);
  const command = { username: 'Ada', password: PASSWORD, source: SOURCE, hasTime: () => true };
  const error = await signIn({ ...deps, requireSecondFactor: requirement })(command).catch(
    (reason) => reason,
  );
  const { challenge, kinds, passkey } = error.members;
  expect(kinds).toEqual(['passkey', 'recovery_code']);
  const credential = await authenticator.assert(passkey);
  const answer = { challenge, kind: 'passkey', credential };
  expect(await send('POST /sessions/challenge', answer)).toMatchObject({ status: 201 });
  expect(deps.signed.at(-1)?.amr).toEqual(['pwd', 'pop', 'mfa']);
  expect(await outcomeOf(send('POST /sessions/challenge', answer))).toBe('INVALID_CHALLENGE');

  const step = { kind: 'passkey', ...(await sign('POST /sessions/current/step-up/options')) };
  expect(await send('POST /sessions/current/step-up', step)).toMatchObject({ status: 200 });
  expect(deps.signed.at(-1)?.amr).toEqual(['pop', 'mfa']);
  expect(await outcomeOf(send('POST /sessions/current/step-up', step))).toBe('INVALID_CEREMONY');
});

test.each([
  ['POST /sessions/challenge', { challenge: 'c', kind: 'passkey' }],
  ['POST /sessions/challenge', { challenge: 'c', kind: 'passkey', code: '123456' }],
  ['POST /sessions/challenge', { challenge: 'c', kind: 'passkey', code: '123456', credential: {} }],
  ['POST /sessions/challenge', { challenge: 'c', kind: 'totp', credential: {} }],
  ['POST /sessions/challenge', { challenge: 'c', kind: 'other', code: '123456' }],
  ['POST /sessions/current/step-up', { kind: 'passkey', credential: {} }],
  ['POST /sessions/current/step-up', { kind: 'totp', ceremony_id: 'c', credential: {} }],
  ['POST /sessions/current/step-up', { kind: 'passkey', ceremony_id: 'c', credential: {}, code: '123456' }],
  ['POST /sessions/current/step-up', { kind: 'passkey', code: '123456' }],
] as const)('%s with %j is not valid', async (key, body) => {
  const { send, bodies } = await createScene();
  expect(bodies[key].safeParse(body).success).toBe(true);
  expect(await outcomeOf(send(key, body))).toBe('VALIDATION_FAILED');
});

test('a stage without passkeys takes none', async () => {
  const { context, bodies } = await createScene();
  const { bodies: without, operations } = createFactorRoutes(
    { ...context, loadPasskeys: undefined },
    schemaKit,
  );
  const answer = { challenge: 'c', kind: 'passkey', credential: {} };
  expect(bodies['POST /sessions/challenge'].safeParse(answer).success).toBe(true);
  expect(without['POST /sessions/challenge'].safeParse(answer).success).toBe(false);
  const step = { kind: 'passkey', ceremony_id: 'c', credential: {} };
  expect(bodies['POST /sessions/current/step-up'].safeParse(step).success).toBe(true);
  expect(without['POST /sessions/current/step-up'].safeParse(step).success).toBe(false);
  const request = { body: { challenge: 'c', kind: 'passkey', code: '123456' }, requestId: 'request-1' };
  const operation = operations['POST /sessions/challenge'];
  expect(await outcomeOf(Promise.resolve(operation(request as never)))).toBe('VALIDATION_FAILED');
});

test('a credential is an object, and a ceremony a text', async () => {
  const { bodies } = await createScene();
  const schema = bodies['POST /sessions/passkey'];
  const isTaken = (body: object) => schema.safeParse(body).success;
  expect(isTaken({ ceremony_id: 'c', credential: { id: 'x' }, device_token: 'd1' })).toBe(true);
  for (const credential of ['text', 1, null, [], undefined]) {
    expect(isTaken({ ceremony_id: 'c', credential })).toBe(false);
  }
  expect(isTaken({ ceremony_id: 1, credential: {} })).toBe(false);
  expect(isTaken({ ceremony_id: 'c', credential: {}, other: 1 })).toBe(false);
});
