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

test('an unanswered call is retried after increasing waits', async () => {
  const { run, waits } = createCalls(unavailable, unavailable, async () => 'answer');
  expect(await run()).toBe('answer');
  expect(waits).toEqual([100, 200]);
});

test('it gives up after the last attempt', async () => {
  const { run, waits } = createCalls();
  await expect(run()).rejects.toThrow(DependencyUnavailableError);
  expect(waits).toEqual([100, 200, 400, 800, 1_600, 3_200]);
});

test('other errors are not retried', async () => {
  const { run, calls } = createCalls(() => Promise.reject(new Error('no such table')));
  await expect(run()).rejects.toThrow('no such table');
  expect(calls()).toBe(1);
});
