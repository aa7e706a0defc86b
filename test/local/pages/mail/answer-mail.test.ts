import type { Answer, HeaderPair } from '../../../../local/gateway/http/messages';
import { createMailbox } from '../../../../local/mail/mailbox';
import type { FeedbackOutcome } from '../../../../local/mail/simulate-feedback';
import { answerMail, type MailSubject } from '../../../../local/pages/mail/answer-mail';
import { makeMail } from '../../mail/make-mail';

const JSON_ACCEPTED: HeaderPair = ['accept', 'application/json'];

/** Creates requests to a mailbox with two mails. */
function createAsker(outcome: FeedbackOutcome = { kind: 'published', deliveries: [] }) {
  const mailbox = createMailbox();
  mailbox.add(makeMail({ id: 'first' }));
  mailbox.add(
    makeMail({
      id: 'second',
      to: [{ address: 'Bob@example.org' }],
      bcc: [{ address: 'cy@example.org' }],
      tags: {},
    }),
  );
  const simulateFeedback = jest.fn<Promise<FeedbackOutcome>, Parameters<MailSubject['simulateFeedback']>>(
    async () => outcome,
  );
  return {
    mailbox,
    simulateFeedback,
    ask(target: string, { method = 'GET', headers = [] }: { method?: string; headers?: HeaderPair[] } = {}) {
      const request = { method, target, headers, body: Buffer.alloc(0), sourceIp: '127.0.0.1' };
      return answerMail(request, target.split('?')[0] ?? '', { mailbox, simulateFeedback, queued: () => 2 });
    },
  };
}

const headerOf = (answer: Answer | undefined, wanted: string) =>
  answer?.headers.find(([name]) => name === wanted)?.[1];
const jsonOf = (answer: Answer | undefined) => JSON.parse(answer?.body.toString('utf8') ?? '');

test('programs receive the mails as JSON, the newest first', async () => {
  const answer = await createAsker().ask('/_local/mail', { headers: [JSON_ACCEPTED] });
  expect(headerOf(answer, 'Content-Type')).toBe('application/json');
  const common = {
    subject: 'Your code',
    text: makeMail().text,
    html: '<p>Hello</p>',
    code: 'K7QM-2XPD',
    link: 'https://example.com/verify#secret',
    sentAt: '2027-01-01T00:00:00.000Z',
  };
  expect(jsonOf(answer)).toEqual({
    items: [
      { id: 'second', to: 'Bob@example.org', ...common },
      { id: 'first', to: 'ann@example.org', kind: 'verification', ...common },
    ],
    queued: 2,
  });
});

test.each([
  ['ann@example.org', ['first']],
  ['ANN%40example.org', ['first']],
  ['bob@example.org', ['second']],
  ['cy@example.org', ['second']],
  ['example.org', []],
  ['', []],
])('?to=%s selects the mails of a recipient', async (to, ids) => {
  const { items } = jsonOf(await createAsker().ask(`/_local/mail?to=${to}`, { headers: [JSON_ACCEPTED] }));
  expect(items.map(({ id }: { id: string }) => id)).toEqual(ids);
});

test.each<[HeaderPair[]]>([
  [[]],
  [[['accept', '*/*']]],
  [[['Accept', 'text/html,application/xhtml+xml,application/json;q=0.9']]],
])('browsers receive the page: %j', async (headers) => {
  const answer = await createAsker().ask('/_local/mail', { headers });
  expect(headerOf(answer, 'Content-Type')).toBe('text/html; charset=utf-8');
  expect(answer?.body.toString()).toContain('2 mails.');
});

test('the page is sent again only if the mailbox has changed', async () => {
  const { ask, mailbox } = createAsker();
  const page = (await ask('/_local/mail'))?.body.toString() ?? '';
  const version = `"${/data-version="&quot;([\w-]+)&quot;"/.exec(page)?.[1]}"`;
  const again = () => ask('/_local/mail', { headers: [['if-none-match', version]] });
  expect((await again())?.status).toBe(304);
  mailbox.add(makeMail({ id: 'third' }));
  expect((await again())?.status).toBe(200);
});

test('DELETE empties the mailbox', async () => {
  const { ask, mailbox } = createAsker();
  expect((await ask('/_local/mail', { method: 'DELETE' }))?.status).toBe(204);
  expect(mailbox.list()).toEqual([]);
});

test('the source of a mail is text', async () => {
  const answer = await createAsker().ask('/_local/mail/first/source');
  expect(headerOf(answer, 'Content-Type')).toBe('text/plain; charset=utf-8');
  expect(headerOf(answer, 'X-Content-Type-Options')).toBe('nosniff');
  expect(answer?.body.toString()).toBe(makeMail().source);
});

test.each(['bounce', 'complaint'])('POST simulates a %s', async (feedback) => {
  const deliveries = [{ rule: 'Rule', functionArn: 'arn', outcome: 'returned' as const }];
  const { ask, simulateFeedback } = createAsker({ kind: 'published', deliveries });
  const answer = await ask(`/_local/mail/first/${feedback}`, { method: 'POST' });
  expect([answer?.status, jsonOf(answer)]).toEqual([200, { deliveries }]);
  expect(simulateFeedback.mock.calls).toEqual([[makeMail({ id: 'first' }), feedback]]);
});

test('what is missing for an event is a problem', async () => {
  const { ask } = createAsker({ kind: 'missing', reason: 'There is no rule' });
  expect(jsonOf(await ask('/_local/mail/first/bounce', { method: 'POST' }))).toEqual({
    type: 'about:blank',
    title: 'Conflict',
    status: 409,
    code: 'NOT_PUBLISHED',
    detail: 'There is no rule.',
  });
});

test.each([
  ['/_local/mail/none/source', 'GET'],
  ['/_local/mail/none/bounce', 'POST'],
])('an unknown mail is not found: %s', async (path, method) => {
  const answer = await createAsker().ask(path, { method });
  expect(jsonOf(answer)).toMatchObject({ status: 404, code: 'MAIL_NOT_FOUND' });
});

test.each([
  ['/_local/mail', 'POST', 'GET, DELETE'],
  ['/_local/mail/first/source', 'DELETE', 'GET'],
  ['/_local/mail/first/bounce', 'GET', 'POST'],
  ['/_local/mail/first/complaint', 'HEAD', 'POST'],
])('other methods are rejected: %s %s', async (path, method, allowed) => {
  const { ask, simulateFeedback } = createAsker();
  const answer = await ask(path, { method });
  expect(jsonOf(answer)).toMatchObject({ status: 405, code: 'METHOD_NOT_ALLOWED' });
  expect(headerOf(answer, 'Allow')).toBe(allowed);
  expect(simulateFeedback).not.toHaveBeenCalled();
});

test.each(['/_local/mail/', '/_local/mail/first', '/_local/mail/first/html', '/_local/mail/../x/source'])(
  'there is no page %s',
  async (path) => {
    expect(await createAsker().ask(path)).toBeUndefined();
  },
);
