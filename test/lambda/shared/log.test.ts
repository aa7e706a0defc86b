import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

test('a line of the log is one JSON object with a level and a time, whatever its texts hold', () => {
  const module = join(__dirname, '../../../lambda/shared/log.ts');
  const script = `require(${JSON.stringify(module)}).log('WARN', { event: 'x', text: 'two\\nlines' })`;
  const printed = execFileSync(process.execPath, ['--import', 'tsx', '-e', script], { encoding: 'utf8' });
  expect(printed.split('\n')).toHaveLength(2);
  expect(JSON.parse(printed)).toEqual({
    level: 'WARN',
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    event: 'x',
    text: 'two\nlines',
  });
});
