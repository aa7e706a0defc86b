/** The file on demand of sign-ups by passkeys, with the stores of the table and an authenticator in software. */

import { coreBodies } from '../../../../lambda/auth/core-bodies';
import {
  createPasskeySignUp,
  createPasskeySignUpRoutes,
  type PasskeySignUpContext,
} from '../../../../lambda/auth/passkeys/sign-up';
import { createDynamoAccounts } from '../../../../lambda/identity/accounts/accounts';
import { createDynamoIdentifierPointers } from '../../../../lambda/identity/accounts/identifiers/identifier-pointers';
import { createDynamoPasskeys } from '../../../../lambda/identity/passkeys/passkeys';
import type { BegunSignUp } from '../../../../lambda/identity/passkeys/sign-up/begin-sign-up';
import { NO_PASSWORD } from '../../../../lambda/identity/passwords/no-password';
import { startSession } from '../../../../lambda/identity/sessions/start-session';
import { createClientInfoReader } from '../../../../lambda/shared/http/client-info';
import { createTable } from '../../../../lambda/shared/table/table';
import { createAuthenticator, type RegistrationOverrides } from '../../../support/webauthn/authenticator';
import { createFakeDependencies, PASSWORD, SOURCE } from '../../fakes/auth-dependencies';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { outcomeOf } from '../../fakes/throttled';

const ORIGIN = 'https://app.example.com';

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
  // the events of the file go to standard output
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterAll(async () => {
  jest.restoreAllMocks();
  await table.close();
});

function setUp() {
  const { client, tableName } = table;
  const accounts = createDynamoAccounts(client, tableName);
  const deps = { ...createFakeDependencies(), accounts, now: Date.now };
  const context: PasskeySignUpContext = {
    ...deps,
    names: createDynamoIdentifierPointers(client, tableName, 'name'),
    credentials: createDynamoIdentifierPointers(client, tableName, 'credential'),
    table: createTable(client, tableName),
    startSession: startSession(deps),
    newId: () => crypto.randomUUID(),
    ...{ passkeyRpId: 'example.com', passkeyRpName: 'Example', passkeyOrigins: [ORIGIN] },
    readClientInfo: createClientInfoReader(),
  };
  const { bodies, operations } = createPasskeySignUpRoutes(context, coreBodies);
  async function begin(username: string): Promise<BegunSignUp> {
    const body = bodies['POST /users/passkey/options'].parse({ username });
    const request = { requestId: SOURCE.requestId, sourceIp: SOURCE.ip, header: () => undefined };
    const answer = await operations['POST /users/passkey/options']({ ...request, body } as never);
    return answer.body as BegunSignUp;
  }
  const signUp = (sent: object) =>
    createPasskeySignUp(context)({ username: 'ada', email: undefined, source: SOURCE, ...sent });
  return { accounts, begin, signUp };
}

const createPage = (origin = ORIGIN) => createAuthenticator({ origin, rpId: 'example.com' });

test('an authenticator signs up: the account has its credential, and its user handle is the id of the account', async () => {
  const { accounts, begin, signUp } = setUp();
  const { ceremony_id, options } = await begin('Ada');
  const authenticator = createPage();
  const credential = await authenticator.register(options);
  const { user } = await signUp({ username: 'Ada', ceremony_id, credential });
  const [held] = authenticator.credentials;
  expect(Buffer.from(held?.userHandle ?? '', 'base64url').toString()).toBe(user.id);
  const account = await accounts.find(user.id);
  const [id = ''] = Object.keys(account?.passkeys ?? {});
  expect(account).toMatchObject({ passwordHash: NO_PASSWORD, passkeys: { [id]: { verifiesUser: true } } });
  const stored = await createDynamoPasskeys(createTable(table.client, table.tableName)).find(user.id, id);
  expect(stored).toMatchObject({ credentialId: held?.id, name: 'Passkey' });
  expect(await outcomeOf(signUp({ username: 'Ada', ceremony_id, credential }))).toBe('INVALID_CEREMONY');
});

test.each<[string, string, RegistrationOverrides]>([
  ['a page of another origin', 'https://evil.example', {}],
  ['an authenticator that does not verify its user', ORIGIN, { isUserVerified: false }],
])('%s creates no account', async (_what, origin, overrides) => {
  const { begin, signUp } = setUp();
  const { ceremony_id, options } = await begin('eve');
  const credential = await createPage(origin).register(options, overrides);
  expect(await outcomeOf(signUp({ username: 'eve', ceremony_id, credential }))).toBe('PASSKEY_REFUSED');
});

test.each([
  {},
  { ceremony_id: 'x' },
  { credential: {} },
  { password: PASSWORD, ceremony_id: 'x', credential: {} },
  { password: PASSWORD, ceremony_id: 'x' },
  { password: PASSWORD, credential: {} },
])('refuses a sign-up that is neither by password nor by passkey: %j', async (sent) => {
  await expect(setUp().signUp(sent)).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
    errors: [{ pointer: '#', detail: 'must have either password, or ceremony_id and credential' }],
  });
});
