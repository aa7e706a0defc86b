/** Which messages of a batch the queue delivers again. */
import type { SQSRecord } from 'aws-lambda';
import { formatMailRequest, type MailRequest } from '../../../lambda/identity/email/mail-request';
import { processMessages } from '../../../lambda/mail/process-messages';
import { SELF_CHECK_MESSAGE } from '../../../lambda/shared/self-check/queue-checks';

const request: MailRequest = {
  kind: 'verify-email',
  sub: 'account-1',
  challenge: 'challenge-1',
  generation: 1,
  language: 'en',
  expiresAt: 2_000,
};
const record = (messageId: string, body: string) => ({ messageId, body }) as SQSRecord;
const message = (sub: string) => record(`message of ${sub}`, formatMailRequest({ ...request, sub }));

function createHandler(deliver: (request: MailRequest) => Promise<void>) {
  const lines: object[] = [];
  const handler = processMessages({ deliver, log: (event, fields) => lines.push({ event, ...fields }) });
  return { handler, lines };
}

test('passes on what the message says', async () => {
  const delivered: MailRequest[] = [];
  const { handler } = createHandler(async (asked) => {
    delivered.push(asked);
  });
  expect(await handler({ Records: [message('account-1')] })).toEqual({ batchItemFailures: [] });
  expect(delivered).toEqual([request]);
});

test('reports exactly the messages that failed, and delivers the others', async () => {
  const delivered: string[] = [];
  const { handler, lines } = createHandler(async ({ sub }) => {
    if (sub.startsWith('bad')) throw new Error('secret');
    delivered.push(sub);
  });
  const Records = ['a', 'bad-1', 'b', 'bad-2'].map(message);
  expect(await handler({ Records })).toEqual({
    batchItemFailures: [{ itemIdentifier: 'message of bad-1' }, { itemIdentifier: 'message of bad-2' }],
  });
  expect(delivered).toEqual(['a', 'b']);
  expect(lines).toMatchObject([
    { event: 'mail_failed', kind: 'verify-email', sub: 'bad-1', error: { name: 'Error' } },
    { event: 'mail_failed', sub: 'bad-2' },
  ]);
  expect(JSON.stringify(lines)).not.toContain('secret');
});

test('one mail that waits delays no other', async () => {
  const delivered: string[] = [];
  let release = () => {};
  const { handler } = createHandler(async ({ sub }) => {
    if (sub === 'slow') await new Promise<void>((resolve) => (release = resolve));
    delivered.push(sub);
    if (sub === 'fast') release();
  });
  await handler({ Records: ['slow', 'fast'].map(message) });
  expect(delivered).toEqual(['fast', 'slow']);
});

test('ignores the message of a self-check without a trace', async () => {
  const { handler, lines } = createHandler(() => Promise.reject(new Error('delivered')));
  const Records = [record('message', SELF_CHECK_MESSAGE)];
  expect(await handler({ Records })).toEqual({ batchItemFailures: [] });
  expect(lines).toEqual([]);
});

test.each(['', 'null', '{}', '[]', 'ada@example.org', formatMailRequest(request).replace('"v":1', '"v":2')])(
  'discards the message %j, and never sees it again',
  async (body) => {
    const { handler, lines } = createHandler(() => Promise.reject(new Error('delivered')));
    expect(await handler({ Records: [record('message', body)] })).toEqual({ batchItemFailures: [] });
    expect(lines).toEqual([{ event: 'mail_discarded', reason: 'malformed' }]);
  },
);
