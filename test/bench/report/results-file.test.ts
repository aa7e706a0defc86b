import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRecordedResults } from '../../../bench/report/results-file';
import { UsageError } from '../../../bin/usage-error';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'results-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the recorded results are read', () => {
  const file = join(folder, 'results.json');
  writeFileSync(file, '{"bundles":{"rounds":21}}');
  expect(readRecordedResults(file)).toEqual({ bundles: { rounds: 21 } });
});

test('missing results are an error of usage with what to do', () => {
  const read = () => readRecordedResults(join(folder, 'results.json'));
  expect(read).toThrow(UsageError);
  expect(read).toThrow('bench/results.json does not exist: run npm run bench first');
});
