/** Makes one call fail in each way: responses are true, and no data is left behind. Other suites of this folder test all calls. */
import type { AwsCall } from '../../local/aws/call';
import { createCredentials } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { send } from '../support/http-client';
import { type Fault, faults } from './fault';
import { type FaultCase, listLeftovers, recordCalls, removeAccount, runCase } from './fault-case';
import { createFaultInjector } from './fault-injector';
import { allOperations } from './operations';
import { startRun, type TestRun } from './start-run';

const injector = createFaultInjector();
let run: TestRun;

beforeAll(async () => {
  run = await startRun({ intercept: injector.intercept, maxInstances: 2 });
});
afterAll(() => run.close());

/** The first write of signing out, or, for what only a batch can meet, that of deleting an account. */
async function listCase(fault: Fault, extent: FaultCase['extent']): Promise<FaultCase> {
  const wanted = fault.action === undefined ? 'sign out' : 'delete the account';
  const operation = allOperations.find(({ name }) => name === wanted);
  if (operation === undefined) throw new Error(`No operation is called ${wanted}`);
  const calls = await recordCalls(run, injector, operation);
  const isMeant = ({ action }: AwsCall) =>
    fault.action === undefined ? /:(Put|Update|Delete)Item$/.test(action) : action === fault.action;
  const index = calls.findIndex(isMeant);
  const call = calls[index];
  if (call === undefined) throw new Error(`To ${wanted} makes no such call`);
  return { operation, index, call, fault, extent };
}

test.each(faults)('a write with this fault is retried, and takes effect once: $name', async (fault) => {
  await runCase(run, injector, await listCase(fault, 'once'));
});

test('a write that is throttled at every attempt is refused, and succeeds at the next request', async () => {
  const fault = faults.find(({ name }) => name === 'throttled');
  if (fault === undefined) throw new Error('No fault is called throttled');
  await runCase(run, injector, await listCase(fault, 'lasting'));
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
