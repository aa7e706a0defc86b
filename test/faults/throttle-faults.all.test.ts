/** Makes the calls that count attempts fail: uncounted attempts are not tried, and correct ones do not fail because of a count. */
import type { AwsCall } from '../../local/aws/call';
import { type Credentials, createCredentials } from '../support/accounts';
import { type Sent, send } from '../support/http-client';
import { faults } from './fault';
import { expectRefusal } from './fault-case';
import { createFaultInjector } from './fault-injector';
import { signUp, type User } from './operation';
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

/** Returns the number of counted sign-ins of this source. */
async function countSignIns(): Promise<number> {
  const items = await run.table.readAll();
  return items
    .filter(({ pk }) => pk?.S?.startsWith('THROTTLE#sign-in#'))
    .reduce((sum, { attempts }) => sum + Number(attempts?.N), 0);
}

/** Returns the keys of accounts, names and sessions. */
async function listAccountItems(): Promise<readonly string[]> {
  const items = await run.table.readAll();
  const keys = items.map(({ pk, sk }) => `${pk?.S} ${sk?.S}`);
  return keys.filter((key) => /^(ACCOUNT|NAME|SESSIONS)#/.test(key)).sort();
}

/** Each call that counts an attempt, a request that makes it, and its status without a fault. */
const countingCalls: readonly (readonly [string, (call: AwsCall) => boolean, () => Sent, number])[] = [
  ['count of sign-ups', callOn('UpdateItem', 'THROTTLE#sign-up#'), () => register(createCredentials()), 201],
  ['read of attempts on unknown names', callOn('GetItem', 'THROTTLE#account#'), () => signIn(ada), 201],
  ['count of sign-ins of a source', callOn('UpdateItem', 'THROTTLE#sign-in#'), () => signIn(wrong()), 401],
  ['count of sign-ins to an account', callOn('UpdateItem', 'ACCOUNT#'), () => signIn(wrong()), 401],
  [
    'count of sign-ins with an unknown name',
    callOn('UpdateItem', 'THROTTLE#account#'),
    () => signIn(createCredentials()),
    401,
  ],
];

describe.each(countingCalls)('the %s', (_what, matches, request, status) => {
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

test.each(chosen)(
  'an attempt after the free ones is allowed and counted once if its count meets the fault $name once',
  async (fault) => {
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
  },
);

test.each(chosen)(
  'an attempt that has succeeded stays successful if its count cannot be removed because of $name',
  async (fault) => {
    const before = await countSignIns();
    // the first call counts the attempt, and the last one removes the count
    const isCount = callOn('UpdateItem', 'THROTTLE#sign-in#');
    const watch = injector.watch(isCount, (index) => (index > 0 ? fault : undefined));
    expect(await send(run.origin, signIn(ada))).toMatchObject({ status: 201 });
    watch.end();
    expect(watch.calls.length).toBeGreaterThan(2);
    const left = (await countSignIns()) - before;
    expect(left <= 0).toBe(fault.isApplied);
    expect(left).toBeLessThanOrEqual(1);
  },
);
