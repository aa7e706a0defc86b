import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

const ROOT = join(__dirname, '..', '..', '..');
const HANDLER = join(__dirname, 'failing-function.ts');

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'list-places-test-'));
  await bundle();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function bundle(): Promise<void> {
  const entryPoints = { index: HANDLER, 'list-places': 'lambda/shared/list-places.ts' };
  await build({
    absWorkingDir: ROOT,
    entryPoints,
    outdir: folder,
    bundle: true,
    minify: true,
    sourcemap: true,
    platform: 'node',
    target: 'node20',
  });
}

function describeFailure(): { at: string[]; cause: { at: string[] } } {
  const print = 'process.stdout.write(JSON.stringify(require(process.argv[1]).handler()))';
  return JSON.parse(
    execFileSync(process.execPath, ['-e', print, join(folder, 'index.js')], { encoding: 'utf8' }),
  );
}

test('the frames of a minified bundle are mapped to the sources, including those of causes', () => {
  const { at, cause } = describeFailure();
  expect(at[0]).toMatch(/^at \S+ \(\S*test\/lambda\/shared\/failing-function\.ts:12:11\)$/);
  expect(cause.at[0]).toMatch(/\(\S*test\/lambda\/shared\/failing-function\.ts:5:9\)$/);
});

test('a bundle without the file that reads the map still describes the error', async () => {
  rmSync(join(folder, 'list-places.js'));
  expect(describeFailure()).toMatchObject({ name: 'TypeError', at: [] });
  await bundle();
});

test('an unreadable map leaves the frames unchanged', () => {
  writeFileSync(join(folder, 'index.js.map'), '{');
  expect(describeFailure().at[0]).toContain(`${join(folder, 'index.js')}:`);
});
