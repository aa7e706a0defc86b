/** The function as Lambda loads it, from the message of the queue to the mail that a reader gets. */
import { join } from 'node:path';
import type { SQSRecord } from 'aws-lambda';
import { build } from 'esbuild';
import { formatMailRequest, type MailRequest } from '../../../lambda/identity/email/mail-request';
import { projectRoot } from '../../support/synthesize';
import { type EmbeddedTable, startEmbeddedTable } from '../fakes/embedded-table';
import {
  type Answering,
  hangUp,
  json,
  type StubEndpoint,
  startStubEndpoint,
} from '../shared/aws/stub-endpoint';
import { readAsMail } from './compose-mail';
import { recipient, SUB } from './fake-recipients';
import { plantAccount } from './plant-account';
import { listFaults } from './send-email-request';

type Handler = typeof import('../../../lambda/mail/handler');

const before = { ...process.env };
let table: EmbeddedTable;
let kms: StubEndpoint;
let ses: StubEndpoint;
let lines: string[];

const mac = (byte: number) => json(200, { Mac: Buffer.alloc(32, byte).toString('base64') });

beforeAll(async () => {
  table = await startEmbeddedTable();
  kms = await startStubEndpoint(mac(0xa5));
});
beforeEach(() => {
  lines = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
});
afterEach(async () => {
  jest.restoreAllMocks();
  process.env = before;
  await ses?.close();
});
afterAll(async () => {
  await table.close();
  await kms.close();
});

/** Loads the function with an SES that gives these responses. */
async function load(...answers: readonly Answering[]): Promise<Handler> {
  ses = await startStubEndpoint(...answers);
  process.env = {
    ...before,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'not-a-secret',
    AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
    AWS_ENDPOINT_URL_KMS: kms.url,
    AWS_ENDPOINT_URL_SESV2: ses.url,
    TABLE_NAME: table.tableName,
    MAIL_KEY: 'mail-key',
    MAIL_FROM: 'Latchkey, Inc. <no-reply@example.com>',
    MAIL_REPLY_TO: '',
    MAIL_IDENTITY_ARN: 'arn:aws:ses:eu-west-1:111122223333:identity/example.com',
    MAIL_CONFIGURATION_SET: '',
    LINK_BASE: 'https://example.com',
    SERVICE_NAME: 'Latchkey',
  };
  let loaded: Handler | undefined;
  jest.isolateModules(() => {
    loaded = require('../../../lambda/mail/handler');
  });
  return loaded as Handler;
}

const accepted = json(200, { MessageId: 'message-1' });

/** Plants the account with a pending address that expires then, and returns the batch of its message. */
async function ask(expiresAt = Date.now() + 60_000) {
  const pendingEmail = { ...recipient.pendingEmail, expiresAt };
  await plantAccount(table, SUB, { ...recipient, pendingEmail });
  const request: MailRequest = {
    kind: 'verify-email',
    sub: SUB,
    challenge: pendingEmail.challenge,
    generation: 1,
    language: 'en',
    expiresAt,
  };
  return { Records: [{ messageId: 'record-1', body: formatMailRequest(request) } as SQSRecord] };
}

const sentMails = () => Promise.all(ses.requests.map(({ body }) => readAsMail(JSON.parse(body))));
const events = () => lines.map((line) => JSON.parse(line).event);

test('a message becomes a mail with a code and a link', async () => {
  const { handler } = await load(accepted);
  expect(await handler(await ask())).toEqual({ batchItemFailures: [] });
  expect(listFaults(JSON.parse(ses.requests[0]?.body ?? ''))).toEqual([]);
  const [mail] = await sentMails();
  expect(mail?.from?.value).toEqual([{ name: 'Latchkey, Inc.', address: 'no-reply@example.com' }]);
  expect(mail?.to).toMatchObject({ text: 'Ada@example.org' });
  expect(mail?.text).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/m);
  expect(mail?.text).toMatch(/^https:\/\/example\.com\/verify-email\?id=[\w-]+#[\w-]{22}$/m);
  expect(events()).toEqual(['mail_sent']);
  expect(lines.join('')).not.toContain('example.org');
});

test('a mail whose answer was lost is sent again, with the same code', async () => {
  const { handler } = await load(hangUp, accepted);
  const batch = await ask();
  expect(await handler(batch)).toEqual({ batchItemFailures: [{ itemIdentifier: 'record-1' }] });
  expect(await handler(batch)).toEqual({ batchItemFailures: [] });
  const [first, second] = await sentMails();
  expect(second?.text).toBe(first?.text);
  // not only the code
  expect(ses.requests[1]?.body).toBe(ses.requests[0]?.body);
  expect(events()).toEqual(['mail_failed', 'mail_sent']);
});

test('a message that SES delayed until it expired is discarded, and nothing is sent late', async () => {
  const { handler } = await load(accepted);
  expect(await handler(await ask(Date.now() - 1))).toEqual({ batchItemFailures: [] });
  expect(ses.requests).toEqual([]);
  expect(events()).toEqual(['mail_discarded']);
});

test('does not load without its settings', async () => {
  await load(accepted);
  delete process.env.MAIL_FROM;
  const reload = () => jest.isolateModules(() => require('../../../lambda/mail/handler'));
  expect(reload).toThrow('MAIL_FROM');
});

test('the bundle is small: it holds no SDK', async () => {
  const { metafile, outputFiles } = await build({
    entryPoints: [join(projectRoot, 'lambda/mail/handler.ts')],
    bundle: true,
    minify: true,
    metafile: true,
    platform: 'node',
    write: false,
  });
  expect(Object.keys(metafile.inputs).filter((path) => path.includes('node_modules'))).toEqual([]);
  expect(outputFiles[0]?.contents.length).toBeLessThan(26 * 1024);
});
