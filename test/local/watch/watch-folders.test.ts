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

/** Makes a change, and waits until it is reported. */
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

test('reports files that are created, written and removed, at any depth', async () => {
  await change('src/deep/a.ts', () => write('src/deep/a.ts'));
  await change('src/deep/a.ts', () => write('src/deep/a.ts'));
  await change('src/known.ts', () => write('src/known.ts'));
  await change('src/deep/a.ts', () => rmSync(join(folder, 'src/deep/a.ts')));
});

test('reports a file that is replaced by renaming, each time', async () => {
  for (let round = 0; round < 3; round += 1) {
    await change('src/known.ts', () => {
      write('src/known.ts.tmp');
      renameSync(join(folder, 'src/known.ts.tmp'), join(folder, 'src/known.ts'));
    });
  }
});

test('reports the contents of new folders, and of folders that are created again', async () => {
  for (let round = 0; round < 2; round += 1) {
    await change('src/new/inner/b.ts', () => {
      mkdirSync(join(folder, 'src/new/inner'), { recursive: true });
      write('src/new/inner/b.ts');
    });
    await change('src/new/inner/b.ts', () => write('src/new/inner/b.ts'));
    await change('src/new', () => rmSync(join(folder, 'src/new'), { recursive: true }));
  }
});

test('ignores installed packages, hidden folders, assemblies and the targets of links', async () => {
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

test('does not check a file that is only written to, such as a log', async () => {
  const look = jest.spyOn(fs, 'lstatSync');
  try {
    await change('src/known.ts', () => appendFileSync(join(folder, 'src/known.ts'), 'a line'));
    expect(look).not.toHaveBeenCalled();
  } finally {
    look.mockRestore();
  }
});

test('reports nothing after it is stopped', async () => {
  const other: string[] = [];
  const stopOther = watchFolders({ folder, onChange: (path) => other.push(relative(folder, path)) });
  stopOther();
  // The other watch would have reported it by now.
  await change('src/last', () => write('src/last'));
  expect(other).toEqual([]);
});
