/** Makes one call fail in each way: responses are true, and no data is left behind. Other suites of this folder test all calls. */
import { faults } from './fault';
import { listLeftovers, runCase } from './fault-case';
import { createFaultInjector } from './fault-injector';
import { listFaultCase } from './list-fault-case';
import { startRun, type TestRun } from './start-run';

const injector = createFaultInjector();
let run: TestRun;

beforeAll(async () => {
  run = await startRun({ intercept: injector.intercept, maxInstances: 2 });
});
afterAll(() => run.close());

test.each(faults)('a write with this fault is retried, and takes effect once: $name', async (fault) => {
  await runCase(run, injector, await listFaultCase(run, injector, fault, 'once'));
});

test('a write that is throttled at every attempt is refused, and succeeds at the next request', async () => {
  const fault = faults.find(({ name }) => name === 'throttled');
  if (fault === undefined) throw new Error('No fault is called throttled');
  await runCase(run, injector, await listFaultCase(run, injector, fault, 'lasting'));
});

test('an account that survived a fault can be deleted completely', async () => {
  expect(await listLeftovers(run)).toEqual([]);
});
