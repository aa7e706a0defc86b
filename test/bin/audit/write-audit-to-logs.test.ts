import { AuditNotWrittenError } from '../../../bin/audit/audit-not-written-error';
import { createLogsAudit } from '../../../bin/audit/write-audit-to-logs';
import { createAwsClient } from '../../../lambda/shared/aws/aws-client';
import {
  type Answering,
  hangUp,
  json,
  type StubEndpoint,
  startStubEndpoint,
} from '../../lambda/shared/aws/stub-endpoint';

const RUN = { runId: 'run-1', operator: 'arn:aws:iam::111122223333:user/ops', reason: 'T-1', table: 'users' };
const AT = Date.UTC(2026, 0, 31, 23, 59);
const OK = json(200, {});

let logs: StubEndpoint | undefined;
afterEach(async () => {
  await logs?.close();
  logs = undefined;
});

/** The calls, in order. */
const calls = () =>
  (logs?.requests ?? []).map(({ headers, body }) => ({
    operation: String(headers['x-amz-target']).replace('Logs_20140328.', ''),
    input: JSON.parse(body),
  }));

async function setUp(...answers: readonly Answering[]) {
  const endpoint = await startStubEndpoint(...answers);
  logs = endpoint;
  let time = AT;
  let pace = 1;
  let described = 0;
  const recordAudit = createLogsAudit({
    connect: async () => createAwsClient(endpoint.settings('logs'), { attempts: 2 }),
    logGroup: 'the-log',
    describeRun: async () => {
      described += 1;
      return RUN;
    },
    now: () => {
      time += pace;
      return time;
    },
  });
  return { recordAudit, described: () => described, setPace: (millis: number) => (pace = millis) };
}

test("a run has its own log stream, and its events have the form of the functions' lines", async () => {
  const { recordAudit } = await setUp(OK);
  await recordAudit('operator_sign_out', { sub: 'a-sub' });
  const stream = { logGroupName: 'the-log', logStreamName: 'operator/2026-01-31/run-1' };
  expect(calls()).toEqual([
    { operation: 'CreateLogStream', input: stream },
    {
      operation: 'PutLogEvents',
      input: { ...stream, logEvents: [{ timestamp: expect.any(Number), message: expect.any(String) }] },
    },
  ]);
  const { timestamp, message } = calls().at(-1)?.input.logEvents[0] ?? {};
  expect(JSON.parse(message)).toEqual({
    level: 'INFO',
    timestamp: new Date(timestamp).toISOString(),
    audited: true,
    event: 'operator_sign_out',
    ...RUN,
    sub: 'a-sub',
  });
  expect(logs?.requests[1]?.headers).toMatchObject({
    'content-type': 'application/x-amz-json-1.1',
    authorization: expect.stringContaining('/eu-west-1/logs/aws4_request'),
  });
});

test('later events go to the same stream, and events that arrive during a call share the next call', async () => {
  const { recordAudit, described } = await setUp(OK);
  await recordAudit('operator_import', { overwrite: false, dryRun: false });
  const subs = Array.from({ length: 25 }, (_, n) => `sub-${n}`);
  await Promise.all(subs.map((sub) => recordAudit('operator_account_import', { sub, overwrite: false })));
  const puts = calls().filter(({ operation }) => operation === 'PutLogEvents');
  expect(calls()).toHaveLength(1 + puts.length);
  expect(puts.length).toBeLessThanOrEqual(3);
  const lines = puts.flatMap(({ input }) => input.logEvents.map((event: { message: string }) => event));
  expect(lines.slice(1).map(({ message }) => JSON.parse(message).sub)).toEqual(subs);
  expect(described()).toBe(1);
});

test('the events of a call are in order of time, even if the clock goes backward', async () => {
  const { recordAudit, setPace } = await setUp(OK);
  await recordAudit('operator_export', {});
  setPace(-1_000);
  await Promise.all(['a', 'b', 'c', 'd'].map((sub) => recordAudit('operator_sign_out', { sub })));
  expect(calls().length).toBeLessThan(6);
  for (const { input } of calls().slice(1)) {
    const times = input.logEvents.map(({ timestamp }: { timestamp: number }) => timestamp);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  }
});

test('no call is larger than CloudWatch Logs accepts', async () => {
  const { recordAudit } = await setUp(OK);
  await recordAudit('operator_export', {});
  // 100 kB each: ten events are close to the limit
  const add = ['x'.repeat(100_000)];
  await Promise.all(
    Array.from({ length: 25 }, (_, n) =>
      recordAudit('operator_scope_change', { sub: `${n}`, add, remove: [] }),
    ),
  );
  const puts = calls().slice(1);
  expect(puts.flatMap(({ input }) => input.logEvents)).toHaveLength(26);
  for (const { input } of puts) {
    const bytes = input.logEvents.map(({ message }: { message: string }) => Buffer.byteLength(message) + 26);
    expect(bytes.reduce((sum: number, size: number) => sum + size, 0)).toBeLessThanOrEqual(1_048_576);
  }
});

test('a stream that already exists after a lost response is used', async () => {
  const { recordAudit } = await setUp(hangUp, json(400, { __type: 'ResourceAlreadyExistsException' }), OK);
  await recordAudit('operator_sign_out', { sub: 'a-sub' });
  expect(calls().map(({ operation }) => operation)).toEqual([
    'CreateLogStream',
    'CreateLogStream',
    'PutLogEvents',
  ]);
});

test.each<[string, readonly Answering[], RegExp]>([
  [
    'a missing log group',
    [json(400, { __type: 'ResourceNotFoundException', message: 'the-secret' })],
    /it does not exist in this region; give --log-group the stack output AuthLogGroupName$/,
  ],
  [
    'a missing permission',
    [OK, json(400, { __type: 'AccessDeniedException' })],
    /you lack the right logs:PutLogEvents on it; commands need logs:CreateLogStream and logs:PutLogEvents$/,
  ],
  [
    'expired credentials',
    [json(400, { __type: 'ExpiredTokenException' })],
    /AWS does not accept your credentials \(logs:CreateLogStream: ExpiredTokenException\); sign in again$/,
  ],
  [
    'a wrong clock',
    [OK, json(200, { rejectedLogEventsInfo: { tooNewLogEventStartIndex: 0 } })],
    /CloudWatch Logs rejects its time; set the clock of this computer$/,
  ],
  ['silence', [hangUp], /logs:CreateLogStream failed: ECONNRESET \(unavailable\)$/],
])('%s is an error with what to do, for this event and later ones', async (_, answers, text) => {
  const { recordAudit } = await setUp(...answers);
  for (const sub of ['sub-1', 'sub-2']) {
    const failure = await recordAudit('operator_sign_out', { sub }).catch((error) => error);
    expect(failure).toBeInstanceOf(AuditNotWrittenError);
    expect(failure.message).toMatch(
      /^Stopped, since the audit event was not written to the log group the-log: /,
    );
    expect(failure.message).toMatch(text);
    expect(failure.message).not.toMatch(/the-secret|sub-/);
  }
});
