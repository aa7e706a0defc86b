import { createEventPrinter } from '../../../local/cli/print-event';
import { describeTestQueue } from '../describe-test-queue';
import { makeMail } from '../mail/make-mail';

const printEvent = createEventPrinter({ colours: false });
const trace = { requestId: 'r', method: 'GET', path: '/things', status: 200, milliseconds: 3.4 };

test('a request is one line', () => {
  expect(printEvent({ kind: 'request', trace })).toBe('GET /things 200 3 ms');
  expect(
    printEvent({
      kind: 'request',
      trace: { ...trace, status: 401, authorizer: 'not invoked: missing token', reason: 'UNAUTHORIZED' },
    }),
  ).toBe('GET /things 401 3 ms · authorizer not invoked: missing token · UNAUTHORIZED');
});

test('a request that failed says why', () => {
  const why = { problem: 'NO: Not so.', logged: 'too\u001b old', cors: 'CORS: not for them' };
  expect(printEvent({ kind: 'request', trace: { ...trace, status: 400, ...why } })).toBe(
    'GET /things 400 3 ms · NO: Not so. · logged: too%1B old · CORS: not for them',
  );
});

test('a path can’t control the terminal', () => {
  const printed = printEvent({ kind: 'request', trace: { ...trace, path: '/\u001b[2J\u009b\n' } });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(printed).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
});

test('a long path is cut', () => {
  const printed = printEvent({ kind: 'request', trace: { ...trace, path: `/${'x'.repeat(5_000)}` } });
  expect(printed).toMatch(/^GET \/x+… 200 3 ms$/);
  expect(printed?.length).toBeLessThan(230);
});

test('a turn of the clock is one line', () => {
  const event = { kind: 'clock', now: Date.UTC(2027, 0, 1), aheadSeconds: 93_600 } as const;
  expect(printEvent(event)).toBe('clock 2027-01-01T00:00:00.000Z · P1DT2H ahead of this machine');
});

test('a mail is one line, which can’t control the terminal', () => {
  const mail = makeMail({
    bcc: [{ address: 'bob@example.org' }],
    subject: `a\u001b[2J\n${'x'.repeat(300)}`,
  });
  expect(printEvent({ kind: 'mail', mail })).toMatch(
    /^mail to ann@example\.org, bob@example\.org · a%1B\[2J%0Ax+…$/,
  );
});

test('a refused connection is one line', () => {
  const refusal = { status: 400, reason: 'malformed HTTP (HPE_INVALID_METHOD)' };
  expect(printEvent({ kind: 'refused', refusal })).toBe('rejected 400 · malformed HTTP (HPE_INVALID_METHOD)');
});

test('details are printed only with verbose', () => {
  const event = { kind: 'detail', text: 'Using the installed addon' } as const;
  expect(printEvent(event)).toBeUndefined();
  expect(createEventPrinter({ colours: false, verbose: true })(event)).toBe('Using the installed addon');
});

test('quiet log lines of functions are printed only with verbose', () => {
  const log = { logicalId: 'L', functionName: 'worker', kind: 'output', text: '{"level":"INFO"}' } as const;
  expect(printEvent({ kind: 'function-log', log })).toBeUndefined();
  const verbose = createEventPrinter({ colours: false, verbose: true });
  expect(verbose({ kind: 'function-log', log })).toBe('  L {"level":"INFO"}');
});

test('a denied call is one line that names function, action and resource', () => {
  const call = {
    caller: 'worker',
    action: 'dynamodb:Scan',
    resource: 'arn:t',
    decision: 'denied',
    reason: 'User: u is not authorized to perform: dynamodb:Scan on resource: arn:t because no policy',
    input: { Secret: 'hidden' },
  } as const;
  expect(printEvent({ kind: 'aws-call', call })).toBe(
    '  denied: worker may not dynamodb:Scan on arn:t because no policy',
  );
  expect(printEvent({ kind: 'aws-call', call: { ...call, logicalId: 'Worker0A1B2C3D' } })).toBe(
    '  denied: Worker may not dynamodb:Scan on arn:t because no policy',
  );
  expect(printEvent({ kind: 'aws-call', call: { ...call, decision: 'allowed' } })).toBeUndefined();
});

test('an invocation by a queue or a rule is one line', () => {
  const ids = { source: 'Mails0A1B2C3D', logicalId: 'Mail0A1B2C3D', requestId: 'r' };
  const base = { ...ids, unit: 'message', milliseconds: 11.6 } as const;
  expect(printEvent({ kind: 'invocation', trace: { ...base, records: 1, failed: 0 } })).toBe(
    'Mails → Mail 1 message ok 12 ms',
  );
  expect(printEvent({ kind: 'invocation', trace: { ...base, records: 3, failed: 2 } })).toBe(
    'Mails → Mail 3 messages 2 failed 12 ms',
  );
  const reason = 'Type\u001bError';
  expect(printEvent({ kind: 'invocation', trace: { ...base, records: 3, failed: 3, reason } })).toBe(
    'Mails → Mail 3 messages 3 failed 12 ms · Type%1BError',
  );
  expect(printEvent({ kind: 'invocation', trace: { ...base, unit: 'event', records: 1, failed: 0 } })).toBe(
    'Mails → Mail 1 event ok 12 ms',
  );
});

test('a dead letter is one line', () => {
  const queue = describeTestQueue('Mails0A1B2C3D');
  const print = (receiveCount: number) =>
    printEvent({ kind: 'dead-letter', letter: { messageId: 'id', receiveCount, queue } });
  expect(print(3)).toBe('dead letter Mails: id was received 3 times and not deleted');
  expect(print(1)).toBe('dead letter Mails: id was received once and not deleted');
});

test('colors are used only on request', () => {
  const colourful = createEventPrinter({ colours: true });
  expect(colourful({ kind: 'request', trace })).toContain('\u001b[32m200\u001b[39m');
});

test('a reload is one line, and a failed one begins with the position of its error', () => {
  expect(printEvent({ kind: 'reloaded', what: 'AuthHandler', milliseconds: 180.4 })).toBe(
    'reloaded AuthHandler in 180 ms',
  );
  const changes = ['- GET /old, anyone', '+ GET /new, anyone'];
  expect(printEvent({ kind: 'reloaded', what: 'the stack', milliseconds: 900, changes })).toBe(
    'reloaded the stack in 900 ms\n  - GET /old, anyone\n  + GET /new, anyone',
  );
  const message = 'lambda/foo.ts:3:5: Unexpected ";"';
  expect(printEvent({ kind: 'kept', what: ['Auth'], message })).toBe(
    `${message} · Auth: the last working version is still running`,
  );
  expect(printEvent({ kind: 'kept', what: ['Auth', 'Foo'], message })).toBe(
    `${message} · Auth, Foo: the last working versions are still running`,
  );
});

test('with explain, reasons are printed below their line', () => {
  const explaining = createEventPrinter({ colours: false, explain: true });
  const request = { kind: 'request', trace: { ...trace, route: 'GET /things', isOpen: true } } as const;
  expect(explaining(request)).toBe(
    'GET /things 200 3 ms\n    GET /things has no authorizer: every caller may call it',
  );
  expect(printEvent(request)).toBe('GET /things 200 3 ms');
  const call = {
    caller: 'worker',
    action: 'a:B',
    resource: 'arn:t',
    decision: 'denied',
    input: {},
  } as const;
  const event = { kind: 'aws-call', call, explanation: ['one', 'two\u001b'] } as const;
  expect(explaining(event)).toBe('  denied: worker may not a:B on arn:t\n    one\n    two%1B');
  expect(printEvent(event)).toBe('  denied: worker may not a:B on arn:t');
});
