import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDeletions } from '../../../bin/transfer/read-deletions';
import { uuid } from '../../lambda/fakes/auth-dependencies';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'read-deletions-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const deletion = (n: number) => JSON.stringify({ event: 'account_deleted', sub: uuid(n) });
const read = (...lines: readonly string[]) => {
  const file = join(folder, 'deletions.jsonl');
  writeFileSync(file, lines.join('\n'));
  return readDeletions(file, `${file}.refused`);
};
const reportPath = () => join(folder, 'deletions.jsonl.refused');

test('every account is named once, and blank lines are skipped', async () => {
  const { subs, refused } = await read(deletion(1), '', deletion(2), ' ', deletion(1), '');
  expect([[...subs], refused]).toEqual([[uuid(1), uuid(2)], 0]);
  expect(existsSync(reportPath())).toBe(false);
});

test('lines that are not deletions are reported by their number', async () => {
  const { subs, refused } = await read('x', deletion(1), 'y'.repeat(20_000));
  expect([[...subs], refused]).toEqual([[uuid(1)], 2]);
  expect(readFileSync(reportPath(), 'utf8')).toBe(
    '{"line":1,"reason":"is not JSON"}\n{"line":3,"reason":"is too long"}\n',
  );
});

test('the report of an earlier run is replaced', async () => {
  await read('x');
  await read(deletion(1));
  expect(existsSync(reportPath())).toBe(false);
});
