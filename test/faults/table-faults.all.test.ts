/** Makes the calls to the table fail, each in every way, in every operation: what is answered is true, and nothing is left behind. */
import { faults } from './fault';
import { type FaultCase, listLeftovers, nameCase, recordCalls, runCase } from './fault-case';
import { createFaultInjector } from './fault-injector';
import type { Operation } from './operation';
import { allOperations, writingOperations } from './operations';
import { runAll } from './run-all';
import { startRun, type TestRun } from './start-run';

const soak = process.env.SOAK === '1';
const AT_ONCE = soak ? 8 : 3;

const operations = soak ? allOperations : writingOperations;
const injector = createFaultInjector();
let run: TestRun;
let cases: readonly FaultCase[];
let failures: readonly string[];

// all operations at once, and not test by test: most of the time goes by in waiting for silent calls
beforeAll(async () => {
  run = await startRun({ intercept: injector.intercept, maxInstances: AT_ONCE });
  const listed = new Map<string, readonly FaultCase[]>();
  const unrecorded = await runAll(
    operations,
    AT_ONCE,
    async (operation) => void listed.set(operation.name, await listCases(operation)),
    ({ name }) => `${name}, without a fault`,
  );
  cases = operations.flatMap(({ name }, position) => choose(listed.get(name) ?? [], position));
  const ordered = [...cases].sort((a, b) => Number(b.fault.isSlow) - Number(a.fault.isSlow));
  const failed = await runAll(ordered, AT_ONCE, (tested) => runCase(run, injector, tested), nameCase);
  failures = [...unrecorded, ...failed];
});

afterAll(() => run.close());

async function listCases(operation: Operation): Promise<readonly FaultCase[]> {
  const calls = await recordCalls(run, injector, operation);
  const extents = ['once', 'lasting'] as const;
  return calls.flatMap((call, index) =>
    faults
      .filter(({ action = call.action }) => action === call.action)
      .flatMap((fault) => extents.map((extent) => ({ operation, index, call, fault, extent }))),
  );
}

/** In a short run: of each operation one write, its answer lost, and one of all other cases. */
function choose(all: readonly FaultCase[], position: number): readonly FaultCase[] {
  if (soak) return all;
  const isLostWrite = ({ call, fault }: FaultCase) =>
    /:(Put|Update|Delete|BatchWrite)/.test(call.action) && fault.isApplied && !fault.isSlow;
  const lost = all.filter(isLostWrite);
  const others = all.filter((tested) => !isLostWrite(tested));
  const other = (position * 23) % others.length;
  const write = position % lost.length;
  return [...lost.slice(write, write + 1), ...others.slice(other, other + 1)];
}

test.each(operations)('to $name stays true to its word when calls to the table fail', ({ name }) => {
  expect(cases.filter(({ operation }) => operation.name === name)).not.toEqual([]);
  expect(failures.filter((failure) => failure.startsWith(`${name}, `))).toEqual([]);
});

test('an account that lived through a fault can be removed without a trace', async () => {
  expect(await listLeftovers(run)).toEqual([]);
});
