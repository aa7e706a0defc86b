import { createEmailRoutes } from '../../../../lambda/auth/email/email-address';
import { createEmailBodies } from '../../../../lambda/auth/email-bodies';
import { createDynamoAccounts } from '../../../../lambda/identity/accounts/accounts';
import { createDynamoIdentifierPointers } from '../../../../lambda/identity/accounts/identifiers/identifier-pointers';
import { createAccountUpdate } from '../../../../lambda/identity/accounts/update-account';
import { createMailCodes } from '../../../../lambda/identity/email/mail-code';
import { parseMailRequest } from '../../../../lambda/identity/email/mail-request';
import { createClientInfoReader } from '../../../../lambda/shared/http/client-info';
import { createTable } from '../../../../lambda/shared/table/table';
import { createFakeDependencies, SOURCE } from '../../fakes/auth-dependencies';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { signUp } from '../../fakes/signed-in';
import { json, type StubEndpoint, startStubEndpoint } from '../../shared/aws/stub-endpoint';
import { createClient } from './create-client';

const MAIL_KEY = 'key-2';
const QUEUE = 'https://sqs.eu-west-1.amazonaws.com/111111111111/mails';

let table: EmbeddedTable;
let sqs: StubEndpoint;
const before = { ...process.env };
beforeAll(async () => {
  table = await startEmbeddedTable();
  sqs = await startStubEndpoint(json(200, { MessageId: '1' }));
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

test('the operations work together on the table, the queue and the key of mails', async () => {
  const lines = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const fakes = createFakeDependencies();
  const { client: dynamo, tableName } = table;
  const accounts = Object.assign(fakes.accounts, createDynamoAccounts(dynamo, tableName));
  const keys: unknown[] = [];
  const kms = {
    call: async (_operation: string, input: unknown) => {
      keys.push((input as { readonly KeyId: string }).KeyId);
      return { Mac: Buffer.alloc(32, 7).toString('base64') };
    },
  };
  const deps = { ...fakes, accounts };
  const { caller } = await signUp(deps);
  const { operations } = createEmailRoutes(
    {
      ...deps,
      ...{ createClient, kms, mailKey: MAIL_KEY, mailQueueUrl: QUEUE },
      emails: createDynamoIdentifierPointers(dynamo, tableName, 'email'),
      table: createTable(dynamo, tableName),
      updateAccount: createAccountUpdate(dynamo, tableName),
      readClientInfo: createClientInfoReader(),
    },
    createEmailBodies(),
  );
  const requestOf = <Body>(body: Body, language?: string) => ({
    ...{ body, caller, requestId: SOURCE.requestId, sourceIp: SOURCE.ip, path: '/users/me/email' },
    ...{ header: () => undefined, pathParameter: () => '', query: () => undefined, queryValues: () => [] },
    remainingMillis: () => 1_000,
    headerLines: (name: string) => (name === 'accept-language' ? language : undefined),
  });
  const stored = () => accounts.find(caller.sub);

  expect(await operations['PUT /users/me/email'](requestOf({ email: 'Ada@example.com' }, 'de-CH'))).toEqual({
    status: 202,
  });
  const { QueueUrl: url, MessageBody: body } = JSON.parse(sqs.requests[0]?.body ?? '');
  const request = parseMailRequest(body);
  expect([url, request?.language]).toEqual([QUEUE, 'de']);
  if (request?.kind !== 'verify-email') throw new Error('No code was requested');
  const { challenge, generation } = request;
  const { code, linkSecret } = await createMailCodes(kms, MAIL_KEY).derive({
    purpose: 'verify-email',
    challenge,
    generation,
  });
  const verify = operations['POST /users/me/email/verification'];
  const token = `${challenge}.${linkSecret}`;
  for (const body of [{}, { code, token }]) {
    const errors = [{ pointer: '#', detail: 'must have either code or token' }];
    await expect(verify(requestOf(body))).rejects.toMatchObject({ code: 'VALIDATION_FAILED', errors });
  }
  expect(await verify(requestOf({ token }))).toEqual({ status: 204 });
  expect((await stored())?.email?.address).toBe('ada@example.com');
  expect(new Set(keys)).toEqual(new Set([MAIL_KEY]));
  const emails = createDynamoIdentifierPointers(dynamo, tableName, 'email');
  expect(await emails.find('ada@example.com')).toMatchObject({ sub: caller.sub, state: 'CONFIRMED' });

  await operations['PUT /users/me/email'](requestOf({ email: 'countess@example.com' }));
  expect(await operations['DELETE /users/me/email/verification'](requestOf(undefined))).toEqual({
    status: 204,
  });
  expect(await stored()).not.toHaveProperty('pendingEmail');
  expect(await operations['DELETE /users/me/email'](requestOf(undefined))).toEqual({ status: 204 });
  expect(await stored()).not.toHaveProperty('email');
  expect(await emails.find('ada@example.com')).toBeUndefined();
  const logged = lines.mock.calls.map(([line]) => String(line));
  lines.mockRestore();
  expect(logged.map((line) => JSON.parse(line).event)).toEqual([
    'email_change_requested',
    'email_verified',
    'email_change_requested',
    'email_change_cancelled',
    'email_removed',
  ]);
  expect(logged.join()).not.toMatch(new RegExp(`example\\.com|${code}|${linkSecret}`));
});
