import { setImmediate } from 'node:timers/promises';
import { endRuns, run } from './run-function';
import { ASK, serveAnswers } from './serve-answers';

afterEach(() => endRuns());

const returned = (value: unknown) => ({ kind: 'returned', payload: JSON.stringify(value) });

test('calls that wait for one another all run, each in a separate instance', async () => {
  const together = 4;
  const arrived: (() => void)[] = [];
  const { port, close } = await serveAnswers((answer) => {
    arrived.push(answer);
    if (arrived.length === together) for (const answerOne of arrived) answerOne();
  });
  const { call } = await run(`${ASK} exports.handler = () => ask(${port});`);
  const results = await Promise.all(Array.from({ length: together }, () => call({})));
  expect(results).toEqual(Array(together).fill(returned('done')));
  await close();
});

test('calls that hang do not delay others', async () => {
  // No timeout ends them during the test.
  const { call } = await run(
    `exports.handler = ({ hangs }) => (hangs ? new Promise(() => {}) : Promise.resolve('done'));`,
  );
  // After the function is known to be fast, calls queue in the instances.
  expect(await call({})).toEqual(returned('done'));
  for (let n = 0; n < 3; n += 1) void call({ hangs: true });
  expect(await Promise.all([call({}), call({})])).toEqual([returned('done'), returned('done')]);
});

describe('calls that take long, by a clock that only the test moves', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
  });
  afterEach(() => jest.useRealTimers());

  /**
   * Makes three calls at once. Each waits for a response.
   * @returns how many instances served them
   */
  async function countInstances(maxInstances: number): Promise<number> {
    const unanswered: (() => void)[] = [];
    const { port, close } = await serveAnswers((answer) => unanswered.push(answer));
    const { call } = await run(
      `const id = Math.random();
       ${ASK}
       exports.handler = () => ask(${port}).then(() => id);`,
      { maxInstances },
    );
    const results = Promise.all([call({}), call({}), call({})]);
    for (let answered = 0; answered < 3; ) {
      await setImmediate();
      if (unanswered.length < Math.min(maxInstances, 3 - answered)) continue;
      // All permitted instances are running. The others wait longer than the pool waits before it starts more
      // instances.
      await jest.advanceTimersByTimeAsync(5_000);
      answered += unanswered.length;
      for (const answer of unanswered.splice(0)) answer();
    }
    await close();
    return new Set((await results).map((result) => JSON.stringify(result))).size;
  }

  test.each([1, 2])('start no more instances than allowed, and as many: %i', async (maxInstances) => {
    expect(await countInstances(maxInstances)).toBe(maxInstances);
  });
});
