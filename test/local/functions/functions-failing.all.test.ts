/** Functions that fail in every way: each failure affects one call. */
import { faulty } from './faulty-function';
import { endRuns, run } from './run-function';

afterEach(() => endRuns());

const returned = (value: unknown) => ({ kind: 'returned', payload: JSON.stringify(value) });

test('a failure of any kind affects one call: the next call works', async () => {
  const { call } = await run(faulty);
  const outcomes: Record<string, unknown> = {};
  for (const event of [
    'throw',
    'no stack',
    'throw text',
    'hostile',
    'exit',
    'crash',
    'reject',
    'circular',
    'big',
  ]) {
    const { kind, ...rest } = (await call(event)) as { kind: string; errorType: string };
    outcomes[event] = [kind, rest.errorType];
    expect(await call('fine')).toEqual(returned('fine'));
  }
  expect(outcomes).toEqual({
    throw: ['failed', 'TypeError'],
    'no stack': ['failed', 'Error'],
    'throw text': ['failed', 'string'],
    hostile: ['failed', 'Error'],
    exit: ['failed', 'Runtime.ExitError'],
    crash: ['failed', 'RangeError'],
    reject: ['failed', 'Error'],
    circular: ['failed', 'Runtime.MarshalError'],
    big: ['failed', 'Function.ResponseSizeTooLarge'],
  });
});

test('a function that runs out of memory ends alone', async () => {
  const { call } = await run(
    `exports.handler = async (event) => { const kept = []; while (event === 'eat') kept.push(new Array(1e5).fill(kept.length + 0.5)); return 'ok'; };`,
    { memoryMb: 32 },
  );
  expect(await call('eat')).toMatchObject({ kind: 'failed', errorType: 'Runtime.OutOfMemory' });
  expect(await call('')).toEqual(returned('ok'));
});
