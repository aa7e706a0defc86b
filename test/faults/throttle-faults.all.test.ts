/** Makes the calls that count attempts fail: uncounted attempts are not tried, and correct ones do not fail because of a count. */
import type { AwsCall } from '../../local/aws/call';
import { type Credentials, createCredentials } from '../support/accounts';
import { type Sent, send } from '../support/http-client';
import { type Fault, faults } from './fault';
import { expectRefusal } from './fault-case';
import { createFaultInjector } from './fault-injector';
import { sendFor, signUp, type User } from './operation';
import { startRun, type TestRun } from './start-run';

const soak = process.env.SOAK === '1';
const chosen = faults.filter(
  ({ name, action }) => action === undefined && (soak || /^(throttled|applied, then a hang-up)$/.test(name)),
);

const injector = createFaultInjector();
let run: TestRun;
let ada: User;

beforeAll(async () => {
  run = await startRun({ intercept: injector.intercept, maxInstances: 1 });
  ada = await signUp(run);
});
afterAll(() => run.close());

const pkOf = ({ input }: AwsCall) => (input.Key as { pk?: { S?: string } } | undefined)?.pk?.S ?? '';
const callOn = (action: string, prefix: string) => (call: AwsCall) =>
  call.action === `dynamodb:${action}` && pkOf(call).startsWith(prefix);

const register = (json: Credentials): Sent => ({ method: 'POST', path: '/users', json });
const signIn = ({ username, password }: Credentials): Sent => ({
  method: 'POST',
  path: '/sessions/create',
  json: { username, password },
});
const wrong = () => ({ ...createCredentials(), username: ada.username });

/** Returns the number of counted attempts of this source. */
async function countOf(kind: 'sign-in' | 'sign-up'): Promise<number> {
  const items = await run.table.readAll();
  return items
    .filter(({ pk }) => pk?.S?.startsWith(`THROTTLE#${kind}#`))
    .reduce((sum, { attempts }) => sum + Number(attempts?.N), 0);
}

/** Returns the keys of accounts, names and sessions. */
async function listAccountItems(): Promise<readonly string[]> {
  const items = await run.table.readAll();
  const keys = items.map(({ pk, sk }) => `${pk?.S} ${sk?.S}`);
  return keys.filter((key) => /^(ACCOUNT|NAME|SESSIONS)#/.test(key)).sort();
}

interface CountingCall {
  readonly what: string;
  readonly matches: (call: AwsCall) => boolean;
  readonly request: () => Sent;
  /** The status of the response without a fault. */
  readonly status: number;
}

const countingCalls: readonly CountingCall[] = [
  {
    what: 'the count of sign-ups',
    matches: callOn('UpdateItem', 'THROTTLE#sign-up#'),
    request: () => register(createCredentials()),
    status: 201,
  },
  {
    what: 'the read of attempts on unknown names',
    matches: callOn('GetItem', 'THROTTLE#account#'),
    request: () => signIn(ada),
    status: 201,
  },
  {
    what: 'the count of sign-ins of a source',
    matches: callOn('UpdateItem', 'THROTTLE#sign-in#'),
    request: () => signIn(wrong()),
    status: 401,
  },
  {
    what: 'the count of sign-ins to an account',
    matches: callOn('UpdateItem', 'ACCOUNT#'),
    request: () => signIn(wrong()),
    status: 401,
  },
  {
    what: 'the count of sign-ins with an unknown name',
    matches: callOn('UpdateItem', 'THROTTLE#account#'),
    request: () => signIn(createCredentials()),
    status: 401,
  },
];

describe.each(countingCalls)('$what', ({ matches, request, status }) => {
  test.each(chosen)('with the fault $name once is retried', async (fault) => {
    const watch = injector.watch(matches, (index) => (index === 0 ? fault : undefined));
    expect(await send(run.origin, request())).toMatchObject({ status });
    watch.end();
    expect(watch.calls).toHaveLength(2);
  });

  test.each(chosen)(
    'with the fault $name every time is a 503, and no account or session is created',
    async (fault) => {
      const before = await listAccountItems();
      const watch = injector.watch(matches, () => fault);
      const answer = await send(run.origin, request());
      watch.end();
      expectRefusal(answer, { logicalId: 'Auth' });
      expect(await listAccountItems()).toEqual(before);
    },
  );
});

describe('an attempt after the free ones', () => {
  test.each(chosen)('is allowed and counted once if its count meets the fault $name once', async (fault) => {
    const { username, id } = await signUp(run);
    const key = { pk: `ACCOUNT#${id}`, sk: 'ACCOUNT' };
    // the test stage throttles no account below a thousand failures; the wait after the last failure has ended
    await run.table.set(key, { failures: { N: '1000' }, lastAttemptAt: { N: String(Date.now() - 60_000) } });
    const watch = injector.watch(callOn('UpdateItem', key.pk), (index) => (index === 0 ? fault : undefined));
    const guess = { ...createCredentials(), username };
    expect(await send(run.origin, signIn(guess))).toMatchObject({ status: 401 });
    watch.end();
    expect(watch.calls).toHaveLength(2);
    expect((await run.table.readPartition(key.pk))[0]?.failures).toEqual({ N: '1001' });
  });
});

describe('an attempt that has succeeded', () => {
  /** Makes the last call fail: a successful sign-in first counts its attempt, and at the end removes the count. */
  const failToTakeBack = (fault: Fault) =>
    injector.watch(callOn('UpdateItem', 'THROTTLE#sign-in#'), (index) => (index > 0 ? fault : undefined));

  test('is removed from the count of the source', async () => {
    const before = await countOf('sign-in');
    await sendFor(201, run, signIn(ada));
    expect(await countOf('sign-in')).toBe(before);
  });

  test.each(chosen)('stays successful if its count cannot be removed because of $name', async (fault) => {
    const before = await countOf('sign-in');
    const watch = failToTakeBack(fault);
    expect(await send(run.origin, signIn(ada))).toMatchObject({ status: 201 });
    watch.end();
    expect(watch.calls.length).toBeGreaterThan(2);
    const left = (await countOf('sign-in')) - before;
    expect(left <= 0).toBe(fault.isApplied);
    expect(left).toBeLessThanOrEqual(1);
  });
});
