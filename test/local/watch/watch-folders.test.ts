import fs, { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { watchFolders } from '../../../local/watch/watch-folders';

let folder: string;
let stop: () => void;
const told: string[][] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'watch-folders-'));
  told.length = 0;
  mkdirSync(join(folder, 'src', 'deep'), { recursive: true });
  mkdirSync(join(folder, 'node_modules'));
  stop = watchFolders({
    folder,
    onChange: (paths) => told.push([...paths].map((path) => relative(folder, path)).sort()),
  });
});
afterEach(() => {
  stop();
  rmSync(folder, { recursive: true, force: true });
});

const write = (name: string) => writeFileSync(join(folder, name), String(Math.random()));

async function untilTold(name: string): Promise<void> {
  for (let attempt = 0; attempt < 100 && !told.flat().includes(name); attempt += 1) await sleep(20);
  expect(told.flat()).toContain(name);
}

test('tells of files that are written, however deep, and of those that are replaced by renaming, each time', async () => {
  write('src/deep/a.ts');
  await untilTold('src/deep/a.ts');
  for (let round = 0; round < 3; round += 1) {
    told.length = 0;
    write('src/deep/a.ts.tmp');
    renameSync(join(folder, 'src/deep/a.ts.tmp'), join(folder, 'src/deep/a.ts'));
    await untilTold('src/deep/a.ts');
  }
});

test('tells of what is in new folders, and of folders of the same name that come again', async () => {
  for (let round = 0; round < 2; round += 1) {
    told.length = 0;
    mkdirSync(join(folder, 'src/new/inner'), { recursive: true });
    write('src/new/inner/b.ts');
    await untilTold('src/new/inner/b.ts');
    told.length = 0;
    await sleep(50);
    write('src/new/inner/b.ts');
    await untilTold('src/new/inner/b.ts');
    rmSync(join(folder, 'src/new'), { recursive: true });
    await untilTold('src/new');
  }
});

test('does not look at a file that is only written to, as a log is', async () => {
  write('src/log');
  await untilTold('src/log');
  await sleep(100);
  told.length = 0;
  const look = jest.spyOn(fs, 'statSync');
  try {
    appendFileSync(join(folder, 'src/log'), 'a line');
    await untilTold('src/log');
    expect(look).not.toHaveBeenCalled();
  } finally {
    look.mockRestore();
  }
});

test('tells of changes that come together at once', async () => {
  write('src/a.ts');
  write('src/b.ts');
  await untilTold('src/b.ts');
  expect(told).toEqual([['src/a.ts', 'src/b.ts']]);
});

test('passes over installed packages, hidden folders, and everything once it is stopped', async () => {
  mkdirSync(join(folder, '.hidden'));
  write('.hidden/a');
  write('node_modules/a');
  write('src/last');
  await untilTold('src/last');
  expect(told.flat().filter((name) => name.includes('/a'))).toEqual([]);
  stop();
  told.length = 0;
  write('src/last');
  await sleep(150);
  expect(told).toEqual([]);
});
