import { printLog } from '../../../local/cli/print-log';
import type { FunctionLog } from '../../../local/functions/function-log';

const paint = (_colour: string, text: string) => text;

function print(text: string, change: Partial<FunctionLog> & { verbose?: boolean } = {}) {
  const { verbose = false, ...rest } = change;
  const log = { logicalId: 'Worker0A1B2C3D', functionName: 'worker', requestId: 'id-1', text } as const;
  return printLog({ kind: 'output', ...log, ...rest }, { verbose, paint });
}

const entry = (level: string, more: object = {}) =>
  JSON.stringify({ level, timestamp: '2026-01-01T00:00:00Z', event: 'happened', ...more });

test('every line carries the function, without the CDK’s hash, and the request', () => {
  expect(print('a\nb')).toBe('  Worker id-1 a\n  Worker id-1 b');
});

test.each(['INFO', 'DEBUG', 'TRACE', 'info'])(
  'a log line of level %s is printed only with verbose',
  (level) => {
    expect(print(entry(level))).toBeUndefined();
    expect(print(entry(level), { verbose: true })).toBe(`  Worker id-1 ${entry(level)}`);
  },
);

test('quiet lines of a mixed output are omitted', () => {
  expect(print(`one\n${entry('INFO')}\n{"two":2}\n{three`)).toBe(
    '  Worker id-1 one\n  Worker id-1 {"two":2}\n  Worker id-1 {three',
  );
});

test.each(['WARN', 'ERROR', 'FATAL'])('a log line of level %s is shown, without its stack', (level) => {
  const stack = 'Error: x\n    at y (z.js:1:1)';
  const line = entry(level, { requestId: 'id-1', error: { name: 'E', stack }, at: ['at f (a.js:1:1)'] });
  expect(print(line)).toBe(`  Worker id-1 ${level} {"event":"happened","error":{"name":"E"}}`);
  expect(print(line, { verbose: true })).toBe(`  Worker id-1 ${line}`);
});

test('a long log line is cut', () => {
  const printed = print(entry('ERROR', { detail: 'x'.repeat(5_000) })) ?? '';
  expect(printed).toMatch(/^ {2}Worker id-1 ERROR \{"event":"happened","detail":"x+…$/);
  expect(printed.length).toBeLessThan(240);
});

test('the places of a failure are printed below its message', () => {
  expect(print('Error: x\n  at a.ts:1:1\ncaused by Error: y', { kind: 'error' })).toBe(
    '  Worker id-1 Error: x\n      at a.ts:1:1\n    caused by Error: y',
  );
});

test('the failure of an invocation is printed unchanged', () => {
  expect(print(entry('INFO'), { kind: 'error' })).toBe(`  Worker id-1 ${entry('INFO')}`);
});
