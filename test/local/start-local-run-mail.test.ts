import { createEventPrinter } from '../../local/cli/print-event';
import type { LocalEvent } from '../../local/run/event';
import { type LocalRun, startLocalRun } from '../../local/start-local-run';
import { makeInput } from './aws/ses/run-ses';
import { synthesizeMailFixture } from './synthesize-mail-fixture';
import { createTemporaryFolder } from './template/temporary-folder';

let run: LocalRun;
const events: LocalEvent[] = [];

beforeAll(async () => {
  run = await startLocalRun({
    project: createTemporaryFolder(),
    assembly: synthesizeMailFixture(),
    memory: true,
    standingClock: true,
    onEvent: (event) => events.push(event),
  });
});
afterAll(() => run.close());
beforeEach(() => events.splice(0));

const send = (change: Readonly<Record<string, unknown>> = {}) =>
  fetch(run.origin, { method: 'POST', body: JSON.stringify(makeInput(change)) });

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${run.origin}/_local/mail${path}`, {
    ...init,
    headers: { accept: 'application/json', ...init.headers },
  });

/** Sends a mail and returns its id. */
async function sendOne(change: Readonly<Record<string, unknown>> = {}): Promise<string> {
  return ((await (await send(change)).json()) as { MessageId: string }).MessageId;
}

const logsOf = (logicalId: string) =>
  events.flatMap((event) =>
    event.kind === 'function-log' && event.log.logicalId.startsWith(logicalId) ? [event.log.text] : [],
  );

test('a function sends a mail, and the mailbox shows it until it is emptied', async () => {
  const id = await sendOne({ EmailTags: [{ Name: 'kind', Value: 'verification' }] });
  const item = {
    id,
    to: 'ann@example.org',
    kind: 'verification',
    subject: 'Your code',
    text: 'Hello\n123456',
    html: '<p>Hello</p>',
    code: '123456',
    sentAt: new Date(run.clock.now()).toISOString(),
  };
  expect(await (await ask('?to=ann@example.org')).json()).toEqual({ items: [item], queued: 0 });
  expect(await (await ask('?to=bob@example.org')).json()).toEqual({ items: [], queued: 0 });
  const printed = events
    .map(createEventPrinter({ colours: false }))
    .filter((line) => line?.startsWith('mail'));
  expect(printed).toEqual(['mail to ann@example.org · Your code']);
  expect((await ask('', { method: 'DELETE' })).status).toBe(204);
  expect(await (await ask('')).json()).toEqual({ items: [], queued: 0 });
});

test('the role of the function decides', async () => {
  const denied = await send({ FromEmailAddress: 'other@example.com' });
  expect([denied.status, denied.headers.get('content-type')]).toEqual([403, 'application/json']);
  expect(run.calls().at(-1)).toMatchObject({ action: 'ses:SendEmail', decision: 'denied' });
  expect((await send({ ConfigurationSetName: 'other' })).status).toBe(403);
  expect(await (await ask('')).json()).toEqual({ items: [], queued: 0 });
});

test('a simulated bounce invokes the function of the rule, by the clock of the run', async () => {
  const id = await sendOne();
  const answer = await ask(`/${id}/bounce`, { method: 'POST' });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({
    deliveries: [
      {
        rule: expect.stringMatching(/^Rule/),
        functionArn: expect.stringContaining(':function:'),
        outcome: 'returned',
      },
    ],
  });
  const time = new Date(run.clock.now()).toISOString().replace('.000', '');
  expect(logsOf('Feedback')).toEqual([`Email Bounced ${time} ${id}`]);
  const traces = events.flatMap((event) => (event.kind === 'invocation' ? [event.trace] : []));
  expect(traces).toMatchObject([{ source: expect.stringMatching(/^Rule/), unit: 'event', failed: 0 }]);
});

test('what the template lacks for a complaint is reported', async () => {
  const id = await sendOne();
  const answer = await ask(`/${id}/complaint`, { method: 'POST' });
  expect([answer.status, ((await answer.json()) as { detail: string }).detail]).toEqual([
    409,
    expect.stringMatching(/^The configuration set .* has no enabled .* event type complaint\.$/),
  ]);
  expect(logsOf('Feedback')).toEqual([]);
});

test('the page is styled, sandboxed and strict', async () => {
  await sendOne();
  const response = await ask('', { headers: { accept: 'text/html' } });
  const policy = response.headers.get('content-security-policy');
  expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';/);
  expect(policy).not.toMatch(/frame-src|child-src|script-src [^;]*unsafe/);
  const page = await response.text();
  expect(page).toContain('<iframe sandbox="" srcdoc="');
  expect(page).toContain('<a href="/_local/mail" aria-current="page">Mail</a>');
  expect(page).not.toMatch(/<style|style=|<script[^>]*>[^<]| on\w+="/);
  for (const [, path = ''] of page.matchAll(/(?:src|href)="(\/_local\/assets\/[^"]+)"/g)) {
    expect((await fetch(run.origin + path)).status).toBe(200);
  }
  for (const path of ['/_local/', '/_local/docs']) {
    expect(await (await fetch(run.origin + path)).text()).toContain('<a href="/_local/mail" >Mail</a>');
  }
});

test.each<[Record<string, string>]>([
  [{ origin: 'https://evil.example' }],
  [{ origin: 'http://localhost:1' }],
  [{ 'sec-fetch-site': 'cross-site' }],
  [{ 'sec-fetch-site': 'same-site' }],
])('a page of another origin neither reads nor changes the mailbox: %j', async (headers) => {
  const id = await sendOne();
  for (const [path, method] of [
    ['', 'GET'],
    [`/${id}/source`, 'GET'],
    ['', 'DELETE'],
    [`/${id}/bounce`, 'POST'],
  ] as const) {
    const answer = await ask(path, { method, headers });
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
      403,
      'FOREIGN_ORIGIN',
    ]);
  }
  expect((await ask(`/${id}/source`)).status).toBe(200);
  expect(logsOf('Feedback')).toEqual([]);
});

test('nothing of the app is listed as not run', () => {
  expect(run.app.notRun).toEqual([]);
});
