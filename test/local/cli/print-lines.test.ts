import { execFileSync } from 'node:child_process';
import { setImmediate } from 'node:timers/promises';
import { printLine } from '../../../local/cli/print-lines';
import { projectRoot } from '../../support/synthesize';
import { typescriptOptions } from '../../support/typescript-process';

test('the lines of one turn are written at once and in order, those of the next turn separately', async () => {
  const written: unknown[] = [];
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(text) > 0);
  try {
    printLine('first');
    printLine('second');
    await setImmediate();
    printLine('third');
    await setImmediate();
  } finally {
    write.mockRestore();
  }
  expect(written).toEqual(['first\nsecond\n', 'third\n']);
});

test('a line is written before work that the same turn defers to its end', async () => {
  const order: string[] = [];
  const write = jest.spyOn(process.stdout, 'write').mockImplementation(() => order.push('printed') > 0);
  try {
    printLine('of a request');
    await setImmediate();
    order.push('answered');
  } finally {
    write.mockRestore();
  }
  expect(order).toEqual(['printed', 'answered']);
});

test('a process that exits prints its pending lines', () => {
  const program = "require('./local/cli/print-lines').printLine('the last words'); process.exit(0)";
  const printed = execFileSync(process.execPath, [...typescriptOptions, '--eval', program], {
    cwd: projectRoot,
  });
  expect(String(printed)).toBe('the last words\n');
});
