import fs, {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { watchFolders } from '../../../local/watch/watch-folders';

let folder: string;
let stop: () => void;
let told: string[];
let onTold: () => void;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'watch-folders-'));
  told = [];
  onTold = () => {};
  mkdirSync(join(folder, 'src', 'deep'), { recursive: true });
  mkdirSync(join(folder, 'node_modules'));
  mkdirSync(join(folder, '.hidden'));
  write('src/known.ts');
  stop = watchFolders({
    folder,
    onChange: (path) => {
      told.push(relative(folder, path));
      onTold();
    },
  });
});
afterEach(() => {
  stop();
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string): void {
  writeFileSync(join(folder, name), String(Math.random()));
}

/** Makes a change, and waits until it is told of. */
async function change(name: string, make: () => void): Promise<void> {
  told = [];
  const isTold = new Promise<void>((resolve) => {
    onTold = () => {
      if (told.includes(name)) resolve();
    };
  });
  make();
  await isTold;
  expect(told).toContain(name);
}

test('tells of files that are made, written and removed, however deep', async () => {
  await change('src/deep/a.ts', () => write('src/deep/a.ts'));
  await change('src/deep/a.ts', () => write('src/deep/a.ts'));
  await change('src/known.ts', () => write('src/known.ts'));
  await change('src/deep/a.ts', () => rmSync(join(folder, 'src/deep/a.ts')));
});

test('tells of a file that is replaced by renaming, each time', async () => {
  for (let round = 0; round < 3; round += 1) {
    await change('src/known.ts', () => {
      write('src/known.ts.tmp');
      renameSync(join(folder, 'src/known.ts.tmp'), join(folder, 'src/known.ts'));
    });
  }
});

test('tells of what is in new folders, and of folders of the same name that are made again', async () => {
  for (let round = 0; round < 2; round += 1) {
    await change('src/new/inner/b.ts', () => {
      mkdirSync(join(folder, 'src/new/inner'), { recursive: true });
      write('src/new/inner/b.ts');
    });
    await change('src/new/inner/b.ts', () => write('src/new/inner/b.ts'));
    await change('src/new', () => rmSync(join(folder, 'src/new'), { recursive: true }));
  }
});

test('passes over installed packages, hidden folders, assemblies and what is behind links', async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'watch-folders-elsewhere-'));
  try {
    await change('link', () => symlinkSync(elsewhere, join(folder, 'link'), 'dir'));
    await change('src/last', () => {
      write('.hidden/a');
      write('node_modules/a');
      mkdirSync(join(folder, 'cdk.out.dev'));
      write('cdk.out.dev/a');
      writeFileSync(join(elsewhere, 'a'), '');
      write('src/last');
    });
    expect(new Set(told)).toEqual(new Set(['cdk.out.dev', 'src/last']));
  } finally {
    rmSync(elsewhere, { recursive: true });
  }
});

test('does not look at a file that is only written to, as a log is', async () => {
  const look = jest.spyOn(fs, 'lstatSync');
  try {
    await change('src/known.ts', () => appendFileSync(join(folder, 'src/known.ts'), 'a line'));
    expect(look).not.toHaveBeenCalled();
  } finally {
    look.mockRestore();
  }
});

test('tells of nothing once it is stopped', async () => {
  const other: string[] = [];
  const stopOther = watchFolders({ folder, onChange: (path) => other.push(relative(folder, path)) });
  stopOther();
  // the other watch was told of it by then
  await change('src/last', () => write('src/last'));
  expect(other).toEqual([]);
});
