import { parseArgs } from 'node:util';
import { reportFailure } from '../../bin/report-failure';
import { UsageError } from '../../bin/usage-error';

let exitCode: typeof process.exitCode;

beforeEach(() => {
  jest.spyOn(console, 'error').mockReturnValue();
  exitCode = process.exitCode;
});
afterEach(() => {
  process.exitCode = exitCode;
  jest.restoreAllMocks();
});

/** Returns the error of `parseArgs` for a command line. */
function parseFailure(...args: readonly string[]): unknown {
  try {
    parseArgs({ args: [...args], options: { port: { type: 'string' } } });
  } catch (error) {
    return error;
  }
  throw new Error('The command line is valid');
}

test.each<[string, unknown, string]>([
  ['an unknown option', parseFailure('--nope'), "Unknown option '--nope'. See --help."],
  [
    'an option without its value',
    parseFailure('--port'),
    "Option '--port <value>' argument missing. See --help.",
  ],
  ['an unexpected argument', parseFailure('ada'), "Unexpected argument 'ada'. See --help."],
  [
    'a value that looks like an option',
    parseFailure('--port', '--port'),
    "Option '--port' argument is ambiguous. See --help.",
  ],
  ['a value that is not valid', new UsageError('--rate takes a number'), '--rate takes a number'],
])('%s is one line, with the exit code 2', (_, error, line) => {
  reportFailure('users:show')(error);
  expect(console.error).toHaveBeenCalledWith(`users:show: ${line}`);
  expect(process.exitCode).toBe(2);
});

test.each<[string, unknown, string]>([
  ['any other error', new Error('no table\n  with more'), 'no table'],
  ['an error with another code', Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }), 'refused'],
  ['a thrown text', 'a text', 'failed'],
])('%s is its first line, with the exit code 1', (_, error, line) => {
  reportFailure('users:show')(error);
  expect(console.error).toHaveBeenCalledWith(`users:show: ${line}`);
  expect(process.exitCode).toBe(1);
});
