/** The function as Lambda loads it, from a request to its response, its log and its notices. */
import { Secret } from 'otpauth';
import type { Account } from '../../../lambda/identity/accounts/account';
import { createDynamoAccounts } from '../../../lambda/identity/accounts/accounts';
import { createAccountUpdate } from '../../../lambda/identity/accounts/update-account';
import { parseMailRequest } from '../../../lambda/identity/email/mail-request';
import { createDynamoFactorAdministration } from '../../../lambda/identity/operator/factors/factor-administration';
import { uuid } from '../fakes/auth-dependencies';
import { type EmbeddedTable, startEmbeddedTable } from '../fakes/embedded-table';
import { json } from '../shared/aws/stub-endpoint';
import {
  type Answered,
  CIPHERTEXT,
  type FactorsFunction,
  loadFunction,
  type PlantedCaller,
  plantCaller,
} from './factors-function';

const [first, second] = [uuid(1), uuid(2)];

let table: EmbeddedTable;
let factors: FactorsFunction;
let lines: string[];
beforeAll(async () => {
  table = await startEmbeddedTable();
});
beforeEach(async () => {
  lines = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  factors = await loadFunction(table);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await factors.close();
});
afterAll(() => table.close());

const events = () => lines.map((line) => JSON.parse(line).event);
const enrol = ({ context }: PlantedCaller, body: object = {}) =>
  factors.send('POST /users/me/factors/totp', context, { body: JSON.stringify(body) });
const remove = ({ context }: PlantedCaller, id: string) =>
  factors.send('DELETE /users/me/factors/{id}', context, { pathParameters: { id } });
const replaceCodes = ({ context }: PlantedCaller) => factors.send('POST /users/me/recovery-codes', context);
const list = ({ context }: PlantedCaller) => factors.send('GET /users/me/factors', context);
const problemOf = ({ statusCode, body }: Answered) => [statusCode, body.code];

test('an enrolment returns the secret, which no cache may store', async () => {
  const answer = await enrol(await plantCaller(table), { name: 'My phone' });
  expect(answer).toMatchObject({ statusCode: 201, headers: { 'Cache-Control': 'no-store' } });
  expect(Object.keys(answer.body)).toEqual(['id', 'secret', 'uri', 'qr_svg']);
});

test('the secret is encrypted for its account and its factor, and is stored in no other form', async () => {
  const ada = await plantCaller(table);
  const { body } = await enrol(ada);
  expect(factors.kms.requests.map(({ headers }) => headers['x-amz-target'])).toEqual([
    'TrentService.Encrypt',
  ]);
  expect(JSON.parse(factors.kms.requests[0]?.body ?? '')).toEqual({
    KeyId: 'factor-key',
    Plaintext: Buffer.from(Secret.fromBase32(body.secret).bytes).toString('base64'),
    EncryptionContext: { purpose: 'totp', sub: ada.account.sub, factor: body.id },
  });
  expect((await list(ada)).body).toEqual({ items: [], recovery_codes_left: 0 });
});

test('lists, removes, and replaces the recovery codes', async () => {
  const ada = await plantCaller(table, [first, second]);
  expect((await list(ada)).body).toEqual({
    items: [
      { id: first, kind: 'totp', name: 'Phone 1', addedAt: '2026-01-02T03:04:00.000Z' },
      { id: second, kind: 'totp', name: 'Phone 2', addedAt: '2026-01-02T03:04:01.000Z' },
    ],
    recovery_codes_left: 10,
  });
  const replaced = await replaceCodes(ada);
  expect(replaced).toMatchObject({ statusCode: 200, headers: { 'Cache-Control': 'no-store' } });
  expect(replaced.body.recovery_codes).toHaveLength(10);
  expect(await remove(ada, first)).toMatchObject({ statusCode: 204, body: undefined });
  expect(await remove(ada, second)).toMatchObject({ statusCode: 204 });
  expect((await list(ada)).body).toEqual({ items: [], recovery_codes_left: 0 });
});

test('cancels a reset, and needs neither a step-up nor a notice', async () => {
  const ada = await plantCaller(table, [first]);
  const { client, tableName } = table;
  const accounts = createDynamoAccounts(client, tableName);
  const administration = createDynamoFactorAdministration(createAccountUpdate(client, tableName), accounts);
  const account = (await accounts.find(ada.account.sub)) as Account;
  await administration.requestReset(account, Date.UTC(2026, 0, 2));
  const context = { ...ada.context, amr: 'pwd', authTime: '1' };
  expect((await list(ada)).body).toMatchObject({ reset_at: '2026-01-02T00:00:00.000Z' });
  expect(await factors.send('DELETE /users/me/factors/reset', context)).toMatchObject({ statusCode: 204 });
  expect((await list(ada)).body).not.toHaveProperty('reset_at');
  expect(events()).toContain('factors_reset_cancelled');
  expect(factors.sqs.requests).toEqual([]);
});

test('sends a notice of each kind once a day, after the response is certain', async () => {
  const ada = await plantCaller(table, [first, second]);
  for (const id of [first, second]) await remove(ada, id);
  const requests = factors.sqs.requests.map(({ body }) => parseMailRequest(JSON.parse(body).MessageBody));
  expect(requests).toMatchObject([{ kind: 'notice', notice: 'factor-removed', sub: ada.account.sub }]);
  expect(events()).toEqual(['factor_removed', 'request', 'notice_requested', 'factor_removed', 'request']);
});

test('sends no notice in a stage without e-mail', async () => {
  await factors.close();
  factors = await loadFunction(table, { NOTICES: '', MAIL_QUEUE_URL: '' });
  expect(await remove(await plantCaller(table, [first]), first)).toMatchObject({ statusCode: 204 });
  expect(factors.sqs.requests).toEqual([]);
});

test('refuses with stable codes', async () => {
  const ada = await plantCaller(table, [first]);
  const byPassword = { ...ada, context: { ...ada.context, amr: 'pwd' } };
  const withoutFactor = await plantCaller(table);
  for (const change of [enrol, replaceCodes, (caller: PlantedCaller) => remove(caller, first)]) {
    const refused = await change(byPassword);
    expect(problemOf(refused)).toEqual([401, 'INSUFFICIENT_USER_AUTHENTICATION']);
    expect(refused.body).toMatchObject({ max_age: 600, kinds: ['totp', 'recovery_code'] });
  }
  expect(problemOf(await remove(ada, second))).toEqual([404, 'FACTOR_NOT_FOUND']);
  expect(problemOf(await replaceCodes(withoutFactor))).toEqual([409, 'NO_SECOND_FACTOR']);
  const full = await plantCaller(
    table,
    Array.from({ length: 10 }, (_, place) => uuid(place)),
  );
  expect(problemOf(await enrol(full))).toEqual([409, 'TOO_MANY_FACTORS']);
  await factors.close();
  factors = await loadFunction(table, { SECOND_FACTOR: 'required' });
  expect(problemOf(await remove(ada, first))).toEqual([409, 'LAST_FACTOR']);
});

test('no challenge begins an enrolment', async () => {
  const body = JSON.stringify({ challenge: 'planted-challenge' });
  const refused = await factors.send('POST /sessions/challenge/totp', undefined, { body });
  expect(problemOf(refused)).toEqual([401, 'INVALID_CHALLENGE']);
  expect(JSON.stringify([refused, lines])).not.toContain('planted-challenge');
});

test('no secret, code or name is in the log or in a problem', async () => {
  const name = 'planted name';
  const ada = await plantCaller(table, [first]);
  const { body: enrolment } = await enrol(ada, { name });
  const { recovery_codes: codes } = (await replaceCodes(ada)).body;
  const answers = [
    await remove(ada, enrolment.id),
    await remove(ada, second),
    await enrol(ada, { name: `${name}\u0007` }),
    await enrol(ada, { name, more: enrolment.secret }),
    await factors.send('POST /users/me/factors/totp', ada.context, { body: `{"name": "${name}` }),
    await remove(ada, first),
  ];
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([204, 404, 400, 400, 400, 204]);
  const plaintext = Buffer.from(Secret.fromBase32(enrolment.secret).bytes);
  const secrets = [
    ...[enrolment.secret, enrolment.uri, CIPHERTEXT, name, ...codes, ...ada.codes],
    ...(['hex', 'base64', 'base64url'] as const).map((form) => plaintext.toString(form)),
  ];
  const written = JSON.stringify([lines, answers, factors.sqs.requests]);
  expect(secrets.filter((secret) => written.includes(secret))).toEqual([]);
  expect(events().filter((event) => event === 'request')).toHaveLength(8);
});

test('a failure of KMS is a 503, whose log holds no secret', async () => {
  const ada = await plantCaller(table);
  await factors.close();
  factors = await loadFunction(table, {}, json(500, { __type: 'KMSInternalException' }));
  expect(problemOf(await enrol(ada))).toEqual([503, 'DEPENDENCY_UNAVAILABLE']);
  const { Plaintext: plaintext } = JSON.parse(factors.kms.requests[0]?.body ?? '');
  expect(Buffer.from(plaintext, 'base64')).toHaveLength(20);
  expect(lines.join('')).toContain('KMSInternalException');
  expect(lines.join('')).not.toContain(plaintext);
});
