import type { EmailContext } from '../../../../lambda/auth/email/email-dependencies';
import { createSignUpEmail } from '../../../../lambda/auth/email/sign-up-email';
import { createSignUpBody } from '../../../../lambda/auth/stage-bodies';
import { createDynamoAccounts } from '../../../../lambda/identity/accounts/accounts';
import { createDynamoIdentifierPointers } from '../../../../lambda/identity/accounts/identifiers/identifier-pointers';
import { createAccountUpdate } from '../../../../lambda/identity/accounts/update-account';
import { parseMailRequest } from '../../../../lambda/identity/email/mail-request';
import { createClientInfoReader } from '../../../../lambda/shared/http/client-info';
import { createTable } from '../../../../lambda/shared/table/table';
import { createFakeDependencies, SOURCE } from '../../fakes/auth-dependencies';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { signUp } from '../../fakes/signed-in';
import { json, type StubEndpoint, startStubEndpoint } from '../../shared/aws/stub-endpoint';
import { createClient } from './create-client';

let table: EmbeddedTable;
let sqs: StubEndpoint;
let answer = json(200, { MessageId: '1' });
const before = { ...process.env };
beforeAll(async () => {
  table = await startEmbeddedTable();
  sqs = await startStubEndpoint((...input) => (typeof answer === 'function' ? answer(...input) : answer));
  Object.assign(process.env, {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
    AWS_ENDPOINT_URL_SQS: sqs.url,
  });
});
afterAll(async () => {
  process.env = before;
  await sqs.close();
  await table.close();
});

async function setUp() {
  const fakes = createFakeDependencies();
  const accounts = Object.assign(fakes.accounts, createDynamoAccounts(table.client, table.tableName));
  const { caller } = await signUp({ ...fakes, accounts });
  const context: EmailContext = {
    ...fakes,
    accounts,
    createClient,
    emails: createDynamoIdentifierPointers(table.client, table.tableName, 'email'),
    table: createTable(table.client, table.tableName),
    updateAccount: createAccountUpdate(table.client, table.tableName),
    kms: { call: async () => ({ Mac: Buffer.alloc(32, 7).toString('base64') }) },
    ...{
      mailKey: 'key-2',
      mailQueueUrl: 'https://sqs.eu-west-1.amazonaws.com/1/mails',
    },
    readClientInfo: createClientInfoReader(),
  };
  const request = {
    ...{ requestId: SOURCE.requestId, sourceIp: SOURCE.ip, header: () => undefined },
    headerLines: (name: string) => (name === 'accept-language' ? 'de' : undefined),
  };
  const create = (email: string) => createSignUpEmail(context)(email, request);
  return { caller, create, read: () => accounts.find(caller.sub) };
}

test('the address waits for its code, bound to the session of the sign-up', async () => {
  const lines = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const { caller, create, read } = await setUp();
  const { faults, request } = create('Ada@example.com');
  expect(faults).toEqual([]);
  await request(caller);
  lines.mockRestore();
  expect((await read())?.pendingEmail).toMatchObject({ address: 'ada@example.com', sid: caller.sid });
  expect(parseMailRequest(JSON.parse(sqs.requests.at(-1)?.body ?? '').MessageBody)).toMatchObject({
    kind: 'verify-email',
    sub: caller.sub,
    language: 'de',
  });
});

test.each(['', 'ada', 'ada@localhost', 'a@b@example.com'])('%j is a fault of its member', async (email) => {
  const { create } = await setUp();
  expect(create(email).faults).toMatchObject([{ pointer: '#/email' }]);
});

test('when the queue refuses the mail, no address is pending, and only the log shows it', async () => {
  const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const { caller, create, read } = await setUp();
  answer = json(400, { __type: 'AccessDeniedException' });
  await create('ada@example.com').request(caller);
  answer = json(200, { MessageId: '1' });
  const logged = written.mock.calls.map(([line]) => JSON.parse(String(line)).event);
  written.mockRestore();
  expect(await read()).not.toHaveProperty('pendingEmail');
  expect(logged).toEqual(['sign_up_email_failed']);
});

test.each([
  ['optional', {}, true],
  ['optional', { email: 'ada@example.com' }, true],
  ['required', {}, false],
  ['required', { email: 'ada@example.com' }, true],
  ['required', { email: 'ada@example.com', admin: true }, false],
])('with sign-up %s the body may have %j: %p', (signUp, more, isValid) => {
  const { success } = createSignUpBody(signUp).safeParse({ username: 'ada', password: 'a phrase', ...more });
  expect(success).toBe(isValid);
});
