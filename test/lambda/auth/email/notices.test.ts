import { createNotices } from '../../../../lambda/auth/email/notices';
import { parseMailRequest } from '../../../../lambda/identity/email/mail-request';
import { createAddressSeal } from '../../../../lambda/identity/email/notices/address-seal';
import { createFakeDependencies } from '../../fakes/auth-dependencies';
import { storedAccount, verifiedEmail } from '../../fakes/email-scene';
import { fakeKms } from '../../fakes/memory-mail';
import { signUp } from '../../fakes/signed-in';
import { type Answering, json, type StubEndpoint, startStubEndpoint } from '../../shared/aws/stub-endpoint';
import { createClient } from './create-client';

const QUEUE = 'https://sqs.eu-west-1.amazonaws.com/111111111111/mails';
const HEADERS = {
  'Accept-Language': 'de-AT, en;q=0.5',
  'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Firefox/141.0',
};

let sqs: StubEndpoint;
let lines: string[];
const before = { ...process.env };
beforeEach(() => {
  lines = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
});
afterEach(async () => {
  jest.restoreAllMocks();
  process.env = before;
  await sqs.close();
});

/** Sends notices about Ada, whose address is verified, to a queue that gives these responses. */
async function setUp(...answers: readonly Answering[]) {
  sqs = await startStubEndpoint(...answers);
  process.env = {
    ...before,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
    AWS_ENDPOINT_URL_SQS: sqs.url,
  };
  const deps = createFakeDependencies();
  const ada = await signUp(deps);
  await verifiedEmail(deps, ada);
  const account = storedAccount(deps, ada);
  const send = createNotices({
    ...deps,
    ...{ createClient, kms: fakeKms, mailQueueUrl: QUEUE, mailKey: 'mail-key' },
  });
  const event = { headers: HEADERS, requestContext: { requestId: 'request-1' } } as unknown as Parameters<
    typeof send
  >[1];
  return { account, send, event };
}

const accepted = json(200, { MessageId: '1' });
const logged = () => lines.map((line) => JSON.parse(line));

test('puts one message into the queue, in the language of the request, with the device and no address', async () => {
  const { account, send, event } = await setUp(accepted);
  await send([{ notice: 'account-deleted', account }], event);
  expect(sqs.requests).toHaveLength(1);
  const { QueueUrl: url, MessageBody: body } = JSON.parse(sqs.requests[0]?.body ?? '');
  expect(url).toBe(QUEUE);
  expect(body).not.toMatch(/example\.com|Mozilla/i);
  const { sub } = account;
  const request = parseMailRequest(body);
  expect(request).toMatchObject({ notice: 'account-deleted', sub, language: 'de', device: 'Firefox/Linux' });
  const sealed = request?.kind === 'notice' ? request.sealed : undefined;
  const { open } = createAddressSeal(fakeKms, 'mail-key');
  expect(await open(sealed ?? '', { notice: 'account-deleted', sub })).toMatchObject({
    to: 'Ada@example.com',
  });
  expect(logged()).toMatchObject([{ event: 'notice_requested', requestId: 'request-1' }]);
});

test('a request without headers gets an English notice from an unknown device', async () => {
  const { account, send, event } = await setUp(accepted);
  await send([{ notice: 'password-changed', account }], { ...event, headers: null as never });
  const { MessageBody: body } = JSON.parse(sqs.requests[0]?.body ?? '');
  expect(parseMailRequest(body)).toMatchObject({ language: 'en' });
  expect(parseMailRequest(body)).not.toHaveProperty('device');
});

test.each([
  ['refuses', json(400, { __type: 'com.amazonaws.sqs#QueueDoesNotExist' })],
  ['fails', json(500, {})],
])('a queue that %s is logged, and the operation stays as it is', async (_, answer) => {
  const { account, send, event } = await setUp(answer, answer, answer);
  await expect(send([{ notice: 'password-changed', account }], event)).resolves.toBeUndefined();
  expect(logged()).toMatchObject([
    { level: 'WARN', event: 'notice_failed', kind: 'password-changed', sub: account.sub },
  ]);
});

test('without time for its calls it makes none, so that the response of the operation is not lost', async () => {
  const { account, send, event } = await setUp(accepted);
  await send([{ notice: 'password-changed', account }], event, { getRemainingTimeInMillis: () => 4_499 });
  expect(sqs.requests).toEqual([]);
  expect(logged()).toMatchObject([{ event: 'notice_failed', error: { name: 'NoTimeLeft' } }]);
  await send([{ notice: 'password-changed', account }], event, { getRemainingTimeInMillis: () => 4_500 });
  expect(sqs.requests).toHaveLength(1);
});
