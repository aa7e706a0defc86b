/** The mail of a reset while SES throttles, fails, or answers nothing: from the message to SES's endpoint. */
import { formatMailRequest } from '../../../lambda/identity/email/mail-request';
import { digestAddress } from '../../../lambda/identity/email/password-resets/reset-challenge';
import { composeResetPassword } from '../../../lambda/mail/compose/compose-reset-password';
import type { Composers } from '../../../lambda/mail/compose/composer';
import { deliverMail } from '../../../lambda/mail/deliver-mail';
import { processMessages } from '../../../lambda/mail/process-messages';
import { toSendEmailInput } from '../../../lambda/mail/send-email-input';
import { createSesClient } from '../../../lambda/mail/ses-client';
import { createFakeMailCodes } from '../fakes/memory-mail';
import { type Answering, json, type StubEndpoint, startStubEndpoint } from '../shared/aws/stub-endpoint';
import { createFakeRecipients, SUB } from './fake-recipients';

const RESET_ID = 'cX3n0m1tVZ2hYw8bQ4rJkA';
const ADDRESS = 'ada@example.org';
const START = Date.UTC(2026, 0, 2);
const MINUTE = 60_000;
const SENDER = { from: 'a@example.com', replyTo: '', identityArn: 'arn', configurationSet: '' };

const accepted = json(200, { MessageId: 'm-1' });
const throttled = json(429, { message: 'slow down' }, { 'x-amzn-errortype': 'TooManyRequestsException' });

let ses: StubEndpoint | undefined;
afterEach(() => ses?.close());

/** Delivers the message of one reset to SES's endpoint, as the function does. */
async function createDelivery(...answers: readonly Answering[]) {
  ses = await startStubEndpoint(...answers);
  const { settings, requests } = ses;
  const clock = { millis: START };
  const lines: Readonly<Record<string, unknown>>[] = [];
  const log = (event: string, fields: object) => lines.push({ event, ...fields });
  const account = { state: 'ACTIVE', username: 'ada', securityVersion: 3, email: ADDRESS } as const;
  const compose = composeResetPassword({
    recipients: createFakeRecipients({ [SUB]: { ...account, shownEmail: ADDRESS } }).recipients,
    resets: {
      find: async () => ({
        ...{ sub: SUB, addressDigest: digestAddress(RESET_ID, ADDRESS), securityVersion: 3 },
        ...{ generation: 1, validUntil: START + 10 * MINUTE },
      }),
    },
    codes: createFakeMailCodes(),
    now: () => clock.millis,
    service: 'Latchkey',
    linkBase: 'https://example.com',
  });
  const client = createSesClient(settings('email'), { sleep: async () => {} });
  const handle = processMessages({
    deliver: deliverMail({
      composers: { 'reset-password': compose } as unknown as Composers,
      send: (mail) => client.sendEmail(toSendEmailInput(mail, SENDER)),
      log,
    }),
    log,
  });
  const body = formatMailRequest({
    ...{ kind: 'reset-password', sub: SUB, challenge: RESET_ID, generation: 1, language: 'en' },
    expiresAt: START + 10 * MINUTE,
  });
  const deliver = async () => {
    const { batchItemFailures } = await handle({ Records: [{ messageId: '1', body }] as never });
    return batchItemFailures.length === 0;
  };
  const mails = () => requests.map((request) => JSON.parse(request.body).Content.Simple.Body.Text.Data);
  return { deliver, mails, lines, clock };
}

test('SES throttles three times: the message is delivered again, and one mail is sent', async () => {
  const { deliver, lines } = await createDelivery(throttled, throttled, throttled, accepted);
  expect(await deliver()).toBe(false);
  expect(await deliver()).toBe(true);
  expect(lines.filter(({ event }) => event === 'mail_sent')).toHaveLength(1);
});

test('a function that ends after SendEmail: the second mail holds the same code', async () => {
  const { deliver, mails } = await createDelivery(accepted);
  // SQS delivers the message again, since its deletion never came
  await deliver();
  await deliver();
  const [first, second] = mails();
  expect(first).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/m);
  expect(second).toBe(first);
});

test('SES is down for 11 minutes: the message is discarded and counted, and nothing is sent late', async () => {
  const { deliver, mails, lines, clock } = await createDelivery(throttled);
  for (let minute = 0; minute < 10; minute++) {
    expect(await deliver()).toBe(false);
    clock.millis += MINUTE;
  }
  const tried = mails().length;
  clock.millis += MINUTE;
  expect(await deliver()).toBe(true);
  expect(mails()).toHaveLength(tried);
  expect(lines.at(-1)).toEqual({
    ...{ event: 'mail_discarded', reason: 'expired', kind: 'reset-password', sub: SUB },
  });
  expect(lines.map(({ event }) => event)).not.toContain('mail_sent');
});
