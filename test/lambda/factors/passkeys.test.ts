/** Passkeys through the function as Lambda loads it, with an authenticator in software. */
import { parseMailRequest } from '../../../lambda/identity/email/mail-request';
import { createAuthenticator } from '../../support/webauthn/authenticator';
import { uuid } from '../fakes/auth-dependencies';
import { type EmbeddedTable, startEmbeddedTable } from '../fakes/embedded-table';
import {
  type Answered,
  type FactorsFunction,
  loadFunction,
  type PlantedCaller,
  plantCaller,
} from './factors-function';

const ORIGIN = 'https://app.example.com';
const stage = { PASSKEY_RP_ID: 'example.com', PASSKEY_RP_NAME: 'Example', PASSKEY_ORIGINS: ORIGIN };
const pages = { origin: ORIGIN, rpId: 'example.com' } as const;

let table: EmbeddedTable;
let factors: FactorsFunction;
let lines: string[];
beforeAll(async () => {
  table = await startEmbeddedTable();
});
beforeEach(async () => {
  lines = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  factors = await loadFunction(table, stage);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await factors.close();
});
afterAll(() => table.close());

const events = () => lines.map((line) => JSON.parse(line).event).filter((event) => event !== 'request');
const problemOf = ({ statusCode, body }: Answered) => [statusCode, body.code];
const begin = ({ context }: PlantedCaller) => factors.send('POST /users/me/passkeys/options', context);
const complete = ({ context }: PlantedCaller, body: object) =>
  factors.send('POST /users/me/passkeys', context, { body: JSON.stringify(body) });
const list = ({ context }: PlantedCaller) => factors.send('GET /users/me/passkeys', context);
const remove = ({ context }: PlantedCaller, id: string) =>
  factors.send('DELETE /users/me/passkeys/{id}', context, { pathParameters: { id } });
const turn = ({ context }: PlantedCaller, method: 'PUT' | 'DELETE') =>
  factors.send(`${method} /users/me/second-factor`, context);

async function add(caller: PlantedCaller, authenticator = createAuthenticator(pages), more: object = {}) {
  const { body } = await begin(caller);
  const credential = await authenticator.register(body.options);
  return complete(caller, { ceremony_id: body.ceremony_id, credential, ...more });
}

test('a passkey is added, listed, renamed and removed, with notices and events', async () => {
  const ada = await plantCaller(table);
  const added = await add(ada, createAuthenticator({ ...pages, backup: 'backed-up' }), { name: 'My phone' });
  const passkey = {
    ...{ id: expect.stringMatching(/^[\w-]{43}$/), name: 'My phone', addedAt: expect.any(String) },
    ...{ transports: ['hybrid', 'internal'], synced: true, syncable: true, verifiesUser: true },
    credentialId: expect.any(String),
  };
  const account = { rp_id: 'example.com', user_handle: expect.any(String), second_factor_on: false };
  expect(added).toMatchObject({ statusCode: 201, headers: { 'Cache-Control': 'no-store' }, body: passkey });
  const { id } = added.body;
  expect((await list(ada)).body).toEqual({ items: [passkey], ...account });
  const renamed = await factors.send('PATCH /users/me/passkeys/{id}', ada.context, {
    ...{ pathParameters: { id }, body: '{"name":"Laptop"}' },
  });
  expect(renamed).toMatchObject({ statusCode: 200, body: { id, name: 'Laptop' } });
  expect(await remove(ada, id)).toMatchObject({ statusCode: 204, body: undefined });
  expect((await list(ada)).body).toEqual({ items: [], ...account });
  const requests = factors.sqs.requests.map(({ body }) => parseMailRequest(JSON.parse(body).MessageBody));
  expect(requests).toMatchObject([{ notice: 'passkey-added' }, { notice: 'passkey-removed' }]);
  expect(events()).toEqual(['passkey_added', 'notice_requested', 'passkey_removed', 'notice_requested']);
});

test('options name the passkeys of the account, so that an authenticator holds one of them', async () => {
  const ada = await plantCaller(table);
  const authenticator = createAuthenticator(pages);
  await add(ada, authenticator);
  await expect(add(ada, authenticator)).rejects.toMatchObject({ name: 'InvalidStateError' });
});

test('the second factor is turned on and off, also beside an authenticator app', async () => {
  const ada = await plantCaller(table);
  expect(problemOf(await turn(ada, 'PUT'))).toEqual([409, 'NO_SECOND_FACTOR']);
  await add(ada);
  const on = await turn(ada, 'PUT');
  expect(on).toMatchObject({ statusCode: 200, headers: { 'Cache-Control': 'no-store' } });
  expect(on.body.recovery_codes).toHaveLength(10);
  const refused = await turn(ada, 'DELETE');
  expect(problemOf(refused)).toEqual([401, 'INSUFFICIENT_USER_AUTHENTICATION']);
  expect(refused.body.kinds).toEqual(['passkey', 'recovery_code']);
  const proven = { ...ada, context: { ...ada.context, amr: 'pop mfa' } };
  expect((await turn(proven, 'PUT')).body).toEqual({});
  expect(await turn(proven, 'DELETE')).toMatchObject({ statusCode: 204 });
  expect((await list(ada)).body).toMatchObject({ items: [{}], second_factor_on: false });
  const withTotp = await plantCaller(table, [uuid(1)]);
  expect(await turn(withTotp, 'DELETE')).toMatchObject({ statusCode: 204 });
  expect((await factors.send('GET /users/me/factors', withTotp.context)).body.items).toEqual([]);
});

test('refuses with stable codes, and neither a problem nor the log holds a secret of a ceremony', async () => {
  const ada = await plantCaller(table);
  const authenticator = createAuthenticator({ ...pages, origin: 'https://evil.example' });
  const { body: begun } = await begin(ada);
  const credential = await authenticator.register(begun.options);
  const sent = { ceremony_id: begun.ceremony_id, credential };
  const refusals = [
    await complete(ada, { ceremony_id: 'unknown', credential }),
    await complete(ada, sent),
    await complete(ada, sent),
    await complete(ada, { ceremony_id: 'unknown', credential: 'text' }),
    await remove(ada, 'unknown'),
    await begin({ ...ada, context: { ...ada.context, authTime: '1' } }),
  ];
  expect(refusals.map(problemOf)).toEqual([
    [400, 'INVALID_CEREMONY'],
    [400, 'PASSKEY_REFUSED'],
    [400, 'INVALID_CEREMONY'],
    [400, 'VALIDATION_FAILED'],
    [404, 'PASSKEY_NOT_FOUND'],
    [401, 'INSUFFICIENT_USER_AUTHENTICATION'],
  ]);
  expect(JSON.stringify([refusals, lines])).not.toContain(begun.ceremony_id);
  expect((await list(ada)).body.items).toEqual([]);
});

test('a credential belongs to one account', async () => {
  const [ada, eve] = [await plantCaller(table), await plantCaller(table)];
  const authenticator = createAuthenticator(pages);
  const credentialId = Buffer.from('the same credential');
  const ends = [];
  for (const caller of [ada, eve]) {
    const { body } = await begin(caller);
    const credential = await authenticator.register(body.options, { credentialId });
    ends.push(await complete(caller, { ceremony_id: body.ceremony_id, credential }));
  }
  expect(ends.map(({ statusCode, body }) => [statusCode, body.code])).toEqual([
    [201, undefined],
    [409, 'PASSKEY_TAKEN'],
  ]);
});
