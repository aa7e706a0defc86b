import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stampFile } from '../../../bin/transfer/stamp-file';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stamp-file-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a file has the same stamp until it is written again', async () => {
  const file = join(folder, 'users.jsonl');
  writeFileSync(file, 'one');
  const first = await stampFile(file);
  expect(first.size).toBe(3);
  expect(await stampFile(file)).toEqual(first);
  utimesSync(file, 1, 1);
  expect((await stampFile(file)).stamp).not.toBe(first.stamp);
});

test('a missing file and a folder are errors with what to do', async () => {
  const missing = join(folder, 'nothing.jsonl');
  await expect(stampFile(missing)).rejects.toThrow(`${missing} does not exist: use another file for --in`);
  await expect(stampFile(join(missing, '\0'))).rejects.toThrow('cannot be read (ERR_INVALID_ARG_VALUE)');
  await expect(stampFile(folder)).rejects.toThrow(`${folder} is a folder: use a file for --in`);
});
