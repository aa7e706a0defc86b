import { retryUnavailable } from '../../../bin/transfer/retry-unavailable';
import { DependencyUnavailableError } from '../../../lambda/shared/errors';

const unavailable = () => Promise.reject(new DependencyUnavailableError('throttled'));

function createCalls(...answers: readonly (() => Promise<string>)[]) {
  let calls = 0;
  const waits: number[] = [];
  const run = () =>
    retryUnavailable(
      () => (answers[calls++] ?? unavailable)(),
      async (millis) => waits.push(millis),
    );
  return { run, waits, calls: () => calls };
}

test('what does not answer is called again, after a wait that grows', async () => {
  const { run, waits } = createCalls(unavailable, unavailable, async () => 'answer');
  expect(await run()).toBe('answer');
  expect(waits).toEqual([100, 200]);
});

test('it is given up at some time', async () => {
  const { run, waits } = createCalls();
  await expect(run()).rejects.toThrow(DependencyUnavailableError);
  expect(waits).toEqual([100, 200, 400, 800, 1_600, 3_200]);
});

test('other errors are not tried again', async () => {
  const { run, calls } = createCalls(() => Promise.reject(new Error('no such table')));
  await expect(run()).rejects.toThrow('no such table');
  expect(calls()).toBe(1);
});
