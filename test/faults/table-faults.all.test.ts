/** Makes every call to the table of every operation fail in every way: responses are true, and no data is left behind. */
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

// all operations run together rather than one per test, because most of the time is spent waiting for timeouts
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

/** Returns the cases of an operation: in short runs one write whose response is lost, and one other case. */
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

test.each(operations)('an operation responds truthfully if calls to the table fail: $name', ({ name }) => {
  expect(cases.filter(({ operation }) => operation.name === name)).not.toEqual([]);
  expect(failures.filter((failure) => failure.startsWith(`${name}, `))).toEqual([]);
});

test('an account that survived a fault can be deleted completely', async () => {
  expect(await listLeftovers(run)).toEqual([]);
});
