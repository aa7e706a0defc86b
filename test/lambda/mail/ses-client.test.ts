/** How mails are handed to SES, and which failures are repeated. */

import { createSesClient } from '../../../lambda/mail/ses-client';
import { AwsCallError } from '../../../lambda/shared/aws/aws-call-error';
import {
  type Answering,
  hangUp,
  json,
  type StubEndpoint,
  startStubEndpoint,
} from '../shared/aws/stub-endpoint';

let stub: StubEndpoint;
let waits: number[];

afterEach(() => stub.close());

async function clientOf(...answers: readonly Answering[]) {
  stub = await startStubEndpoint(...answers);
  waits = [];
  const sleep = async (millis: number) => waits.push(millis);
  return createSesClient(stub.settings('email'), { sleep, random: () => 1 });
}

const refused = (status: number, type: string) =>
  json(status, { message: 'Address ada@example.org is not verified' }, { 'x-amzn-ErrorType': type });
const throttled = refused(429, 'TooManyRequestsException');
const sent = json(200, { MessageId: '0102-a' });

test('speaks the wire format of SES v2', async () => {
  const ses = await clientOf(sent);
  expect(await ses.sendEmail({ Content: 'é' })).toBe('0102-a');
  const [request] = stub.requests;
  expect(request?.path).toBe('/v2/email/outbound-emails');
  expect(request?.headers).toMatchObject({
    'content-type': 'application/json',
    authorization: expect.stringContaining('/eu-west-1/ses/aws4_request'),
  });
  expect(request?.headers).not.toHaveProperty('x-amz-target');
  expect(JSON.parse(request?.body ?? '')).toEqual({ Content: 'é' });
});

test('throttled twice, it sends one mail, and waits longer each time', async () => {
  const ses = await clientOf(throttled, throttled, sent);
  expect(await ses.sendEmail({})).toBe('0102-a');
  expect(stub.requests).toHaveLength(3);
  expect(waits).toEqual([400, 800]);
});

test('throttled three times, it leaves the mail to the next delivery', async () => {
  const ses = await clientOf(throttled);
  await expect(ses.sendEmail({})).rejects.toMatchObject({ kind: 'throttled', transient: true });
  expect(stub.requests).toHaveLength(3);
});

test.each<[string, Answering, Partial<AwsCallError>]>([
  ['a broken connection', hangUp, { kind: 'unavailable', reason: 'ECONNRESET', transient: true }],
  ['a failure of SES', json(500, {}), { kind: 'unavailable', reason: 'HTTP 500', transient: true }],
  ['a rejected mail', refused(400, 'MessageRejected'), { kind: 'refused', reason: 'MessageRejected' }],
  [
    'a namespace and a URL around the name',
    refused(400, 'a.b#MailFromDomainNotVerifiedException:http://internal.amazon.com/'),
    { kind: 'refused', reason: 'MailFromDomainNotVerifiedException', transient: false },
  ],
  ['a denial', refused(403, 'AccessDeniedException'), { kind: 'denied', transient: false }],
  ['a name that is none', refused(400, 'ada@example.org'), { reason: 'HTTP 400', transient: false }],
])('does not repeat a call after %s', async (_, answer, expected) => {
  const ses = await clientOf(answer);
  const error = await ses.sendEmail({}).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(AwsCallError);
  expect(error).toMatchObject({ operation: 'ses:SendEmail', ...expected });
  expect(String(error)).not.toContain('ada@example.org');
  expect(stub.requests).toHaveLength(1);
});

test.each([[{}], [{ MessageId: 'a\nb' }], ['none'], [null]])(
  'a mail that SES accepted with the body %j counts as sent',
  async (body) => {
    const ses = await clientOf(json(200, body));
    expect(await ses.sendEmail({})).toBe('');
    expect(stub.requests).toHaveLength(1);
  },
);
