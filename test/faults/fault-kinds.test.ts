/** Makes one call fail in a way of each kind: responses are true, and no data is left behind. Other suites of this folder test all calls. */
import { createCredentials } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { send } from '../support/http-client';
import { faults } from './fault';
import { listLeftovers, removeAccount, runCase } from './fault-case';
import { createFaultInjector } from './fault-injector';
import { listFaultCase, tellingFaults } from './list-fault-case';
import { startRun, type TestRun } from './start-run';

const injector = createFaultInjector();
let run: TestRun;

beforeAll(async () => {
  run = await startRun({ intercept: injector.intercept, maxInstances: 2 });
});
afterAll(() => run.close());

test.each(faults.filter(({ name }) => tellingFaults.includes(name)))(
  'a write with this fault is retried, and takes effect once: $name',
  async (fault) => {
    await runCase(run, injector, await listFaultCase(run, injector, fault, 'once'));
  },
);

test('a write that is throttled at every attempt is refused, and succeeds at the next request', async () => {
  const fault = faults.find(({ name }) => name === 'throttled');
  if (fault === undefined) throw new Error('No fault is called throttled');
  await runCase(run, injector, await listFaultCase(run, injector, fault, 'lasting'));
});

test('without a signature no session starts, and the next request succeeds', async () => {
  const user = createCredentials();
  const watch = injector.watch(
    ({ action }) => action === 'kms:Sign',
    () => faults.find(({ name }) => name === 'a 500'),
  );
  const registration = { method: 'POST', path: '/users', json: user };
  const refusal = await send(run.origin, registration);
  expectProblem(refusal, { status: 503, code: 'DEPENDENCY_UNAVAILABLE' });
  expect(watch.calls.length).toBeGreaterThan(1);
  watch.end();
  const sessions = (await run.table.readAll()).filter(({ pk }) => pk?.S?.startsWith('SESSIONS#'));
  expect(sessions).toEqual([]);
  expect(await send(run.origin, registration)).toMatchObject({ status: 201 });
  await removeAccount(run, { user });
});

test('an account that survived a fault can be deleted completely', async () => {
  expect(await listLeftovers(run)).toEqual([]);
});
