/** Makes one call fail in each way that fault-kinds.test.ts leaves out: responses are true, and no data is left behind. */
import { faults } from './fault';
import { listLeftovers, runCase } from './fault-case';
import { createFaultInjector } from './fault-injector';
import { listFaultCase, tellingFaults } from './list-fault-case';
import { startRun, type TestRun } from './start-run';

const injector = createFaultInjector();
let run: TestRun;

beforeAll(async () => {
  run = await startRun({ intercept: injector.intercept, maxInstances: 2 });
});
afterAll(() => run.close());

test.each(faults.filter(({ name }) => !tellingFaults.includes(name)))(
  'a write with this fault is retried, and takes effect once: $name',
  async (fault) => {
    await runCase(run, injector, await listFaultCase(run, injector, fault, 'once'));
  },
);

test('an account that survived a fault can be deleted completely', async () => {
  expect(await listLeftovers(run)).toEqual([]);
});
