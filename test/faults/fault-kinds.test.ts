/** Makes one call fail in each way: what is answered is true, and nothing is left behind. The other suites of this folder try all calls. */
import { createCredentials } from '../support/accounts';
import { send } from '../support/http-client';
import { faults } from './fault';
import { expectRefusal, listLeftovers, recordCalls, removeAccount, runCase } from './fault-case';
import { createFaultInjector } from './fault-injector';
import { allOperations } from './operations';
import { startRun, type TestRun } from './start-run';

const injector = createFaultInjector();
let run: TestRun;

beforeAll(async () => {
  run = await startRun({ intercept: injector.intercept, maxInstances: 2 });
});
afterAll(() => run.close());

const operation = allOperations.find(({ name }) => name === 'delete the account');
if (operation === undefined) throw new Error('There is no such operation');

test.each(faults)('a write that meets this is repeated, and its effect is there once: $name', async (fault) => {
  const calls = await recordCalls(run, injector, operation);
  const action = fault.action ?? 'dynamodb:UpdateItem';
  const index = calls.findIndex((call) => call.action === action);
  const call = calls[index];
  if (call === undefined) throw new Error(`No call is ${action}`);
  await runCase(run, injector, { operation, index, call, fault, extent: 'once' });
  if (!fault.isSlow) await runCase(run, injector, { operation, index, call, fault, extent: 'lasting' });
});

test('a signature that is not to be had is no session, and the next request succeeds', async () => {
  const user = createCredentials();
  const watch = injector.watch(
    ({ action }) => action === 'kms:Sign',
    () => faults.find(({ name }) => name === 'a 500'),
  );
  const registration = { method: 'POST', path: '/users', json: user };
  expectRefusal(await send(run.origin, registration), { logicalId: 'Auth' });
  expect(watch.calls.length).toBeGreaterThan(1);
  watch.end();
  const sessions = (await run.table.readAll()).filter(({ pk }) => pk?.S?.startsWith('SESSIONS#'));
  expect(sessions).toEqual([]);
  expect(await send(run.origin, registration)).toMatchObject({ status: 201 });
  await removeAccount(run, { user });
});

test('an account that lived through a fault can be removed without a trace', async () => {
  expect(await listLeftovers(run)).toEqual([]);
});
