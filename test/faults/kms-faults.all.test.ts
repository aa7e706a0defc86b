/** Makes calls to KMS fail: nothing is written without a signed token, and requests that need no KMS are served. */
import type { AwsCall } from '../../local/aws/call';
import { createCredentials } from '../support/accounts';
import type { Sent } from '../support/http-client';
import { send } from '../support/http-client';
import { type Fault, faults } from './fault';
import { expectRefusal, listLeftovers, removeAccount } from './fault-case';
import { createFaultInjector } from './fault-injector';
import { sendFor, signInAgain, withToken } from './operation';
import { allOperations } from './operations';
import { startRun, type TestRun } from './start-run';
import type { Item } from './table';

const soak = process.env.SOAK === '1';
const kmsFaults = faults.filter(({ isApplied, action }) => !isApplied && action === undefined);
const chosen = kmsFaults.filter(({ name }) => soak || name === 'silence');
const signing = allOperations.filter(({ name }) =>
  ['register', 'sign in', 'refresh', 'refresh with a token that was replaced just now'].includes(name),
);

const injector = createFaultInjector();
let run: TestRun;

beforeAll(async () => {
  run = await startRun({ intercept: injector.intercept, maxInstances: signing.length });
});

afterAll(() => run.close());

/** Returns whether a call is the one that each instance makes once, before its first response. */
const isForInstance = ({ action }: AwsCall) => action === 'kms:GenerateMac';

interface FirstRequest {
  readonly sent: Sent;
  /** The status of the response if KMS is available. */
  readonly status: number;
  /** The function that calls KMS. */
  readonly logicalId: string;
}

/** Asserts that requests are refused under every fault, and succeed if only the first call of each function fails. */
async function expectRefusedWithoutKey(requests: readonly FirstRequest[]): Promise<void> {
  for (const fault of chosen) {
    const watch = injector.watch(isForInstance, () => fault);
    await Promise.all(
      requests.map(async ({ sent, logicalId }) => {
        expectRefusal(await send(run.origin, sent), { logicalId });
      }),
    );
    expect(watch.calls.length).toBeGreaterThan(requests.length);
    watch.end();
  }
  const failed = new Set<string | undefined>();
  const watch = injector.watch(isForInstance, (_, { logicalId }) => {
    if (failed.has(logicalId)) return undefined;
    failed.add(logicalId);
    return kmsFaults[0];
  });
  await Promise.all(
    requests.map(async ({ sent, status }) => expect(await send(run.origin, sent)).toMatchObject({ status })),
  );
  expect(failed.size).toBe(requests.length);
  watch.end();
}

test('an instance without its key rejects requests, and tries again at the next request', async () => {
  const user = createCredentials();
  await expectRefusedWithoutKey([
    { sent: { method: 'POST', path: '/users', json: user }, status: 201, logicalId: 'Auth' },
  ]);
  await removeAccount(run, { user });
});

test('tokens are verified and keys are served while KMS fails, because neither calls it', async () => {
  const user = createCredentials();
  expect(await send(run.origin, { method: 'POST', path: '/users', json: user })).toMatchObject({
    status: 201,
  });
  const { token } = await signInAgain(run, user);
  const watch = injector.watch(
    ({ action }) => action.startsWith('kms:'),
    () => kmsFaults[0],
  );
  const sent = [withToken(token, { path: '/foo' }), { path: '/.well-known/jwks.json' }];
  const answers = await Promise.all(sent.map((request) => send(run.origin, request)));
  watch.end();
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(watch.calls).toEqual([]);
  await removeAccount(run, { user });
});

/** Makes signatures fail, once each or every time. A second signature for the same request has another digest. */
function failSignatures(fault: Fault, isLasting: boolean) {
  const failed = new Set<unknown>();
  return injector.watch(
    ({ action }) => action === 'kms:Sign',
    (_, { input: { Message: digest } }) => {
      if (failed.has(digest) && !isLasting) return undefined;
      failed.add(digest);
      return fault;
    },
  );
}

/** Returns the table without counts of attempts: an attempt is counted before its password is verified. */
async function readWithoutAttempts(): Promise<readonly Item[]> {
  const items = await run.table.readAll();
  return items
    .filter(({ pk }) => !pk?.S?.startsWith('THROTTLE#'))
    .map(({ failures, lastAttemptAt, attemptId, ...item }) => item);
}

describe.each(chosen)('a signature with the fault $name', (fault) => {
  test('once is retried', async () => {
    const requests = await Promise.all(signing.map((operation) => operation.prepare(run)));
    const watch = failSignatures(fault, false);
    const answers = await Promise.all(requests.map(({ sent }) => send(run.origin, sent)));
    watch.end();
    expect(answers.map(({ status }) => status)).toEqual(signing.map(({ status }) => status));
    expect(watch.calls).toHaveLength(2 * signing.length);
    await Promise.all(requests.map((request, index) => answers[index] && request.verify(answers[index])));
    await Promise.all(requests.map((request) => removeAccount(run, request)));
  });

  test('every time changes nothing, except the counts of attempts', async () => {
    const requests = await Promise.all(signing.map((operation) => operation.prepare(run)));
    const before = await readWithoutAttempts();
    const watch = failSignatures(fault, true);
    const answers = await Promise.all(requests.map(({ sent }) => send(run.origin, sent)));
    watch.end();
    for (const answer of answers) expectRefusal(answer, { logicalId: 'Auth' });
    expect(await readWithoutAttempts()).toEqual(before);
    await Promise.all(
      requests.map(async ({ sent, verify }, index) => {
        await verify(await sendFor(signing[index]?.status ?? 0, run, sent));
      }),
    );
    await Promise.all(requests.map((request) => removeAccount(run, request)));
  });
});

test('the accounts that were created under faults are deleted completely', async () => {
  expect(await listLeftovers(run)).toEqual([]);
});
