import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProgressFile } from '../../../bin/transfer/progress-file';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'progress-file-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the stored progress is read until it is removed', async () => {
  const progress = createProgressFile<{ line: number }>(join(folder, 'users.jsonl'));
  expect(await progress.read()).toBeUndefined();
  await progress.write({ line: 7 });
  expect(await progress.read()).toEqual({ line: 7 });
  await progress.remove();
  expect(await progress.read()).toBeUndefined();
});

test('a broken file is named, with what to do', async () => {
  const progress = createProgressFile(join(folder, 'users.jsonl'));
  writeFileSync(progress.path, '{line');
  await expect(progress.read()).rejects.toThrow(`${progress.path} cannot be read: remove it to start again`);
});
