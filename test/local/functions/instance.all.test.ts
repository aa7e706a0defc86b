import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { typescriptOptions } from '../../support/typescript-process';

const PROGRAM = join(__dirname, 'end-while-hashing.ts');

async function endWhileHashing(manner: string) {
  // One thread, so that hashing takes time on every machine.
  const env = { ...process.env, UV_THREADPOOL_SIZE: '1' };
  const child = spawn(process.execPath, [...typescriptOptions, PROGRAM, manner], { env });
  const [output, , [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code, signal, output: output.trim() };
}

test.each([
  ['time-out', { kind: 'timed-out' }],
  ['close', { kind: 'failed', errorType: 'Runtime.ExitError', errorMessage: 'The local run is stopping.' }],
  ['crash', { kind: 'failed', errorType: 'RangeError', errorMessage: 'loose' }],
  [
    'exit',
    {
      kind: 'failed',
      errorType: 'Runtime.ExitError',
      errorMessage: 'Runtime exited with error: exit status 3',
    },
  ],
  ['return', { kind: 'returned', payload: '"early"' }],
])('a function that ends by %s while native code works does not end the run', async (manner, result) => {
  expect(await endWhileHashing(manner)).toEqual({
    code: 0,
    signal: null,
    output: JSON.stringify(result),
  });
});
