import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bundler, createBundler } from '../../../local/watch/create-bundler';

let project: string;
const bundlers: Bundler[] = [];

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'bundler-'));
  mkdirSync(join(project, 'node_modules', 'pack'), { recursive: true });
  writeFileSync(join(project, 'node_modules', 'pack', 'index.js'), 'exports.pack = "packed";');
  writeFileSync(join(project, 'greet.ts'), 'export const greeting: string = "hello";');
  writeFileSync(
    join(project, 'handler.ts'),
    'import { pack } from "pack";\nimport { greeting } from "./greet";\nexport const handler = () => greeting + pack;',
  );
});
afterEach(async () => {
  for (const bundler of bundlers.splice(0)) await bundler.dispose();
  rmSync(project, { recursive: true, force: true });
});

async function create(options: Record<string, unknown> = {}): Promise<Bundler> {
  const bundler = await createBundler(
    { entryPoints: ['handler.ts'], outfile: 'index.js', bundle: true, platform: 'node', ...options },
    project,
    join(project, 'out'),
  );
  if (bundler === undefined) throw new Error('no bundler');
  bundlers.push(bundler);
  return bundler;
}

test('returns the files, and the sources outside node_modules', async () => {
  const build = await (await create({ sourcemap: true })).build();
  if (build.kind !== 'built') throw new Error(build.message);
  expect([...build.files.keys()].sort()).toEqual(['index.js', 'index.js.map']);
  expect([...build.inputs].sort()).toEqual([join(project, 'greet.ts'), join(project, 'handler.ts')]);
});

test('several entries become separate files by name, each built as it would be alone', async () => {
  writeFileSync(
    join(project, 'later.ts'),
    'import { greeting } from "./greet";\nexport const late = greeting;',
  );
  const shared = { minify: true, format: 'cjs' };
  const alone = await (await create({ ...shared, entryPoints: ['handler.ts'] })).build();
  const entryPoints = { index: 'handler.ts', 'on/demand': 'later.ts' };
  const build = await (await create({ ...shared, entryPoints, outfile: undefined, outdir: '/' })).build();
  if (build.kind !== 'built' || alone.kind !== 'built') throw new Error('not built');
  expect([...build.files.keys()].sort()).toEqual(['index.js', 'on/demand.js']);
  expect(build.files.get('index.js')).toEqual(alone.files.get('index.js'));
  expect([...build.inputs].sort()).toEqual(
    ['greet.ts', 'handler.ts', 'later.ts'].map((file) => join(project, file)),
  );
});

test('reports the first error and its position in one line, and builds again after it is fixed', async () => {
  const bundler = await create();
  await bundler.build();
  writeFileSync(join(project, 'greet.ts'), '\nexport const greeting = ;\n');
  expect(await bundler.build()).toEqual({
    kind: 'broken',
    message: 'greet.ts:2:24: Unexpected ";"',
    files: new Set([join(project, 'greet.ts')]),
  });
  writeFileSync(join(project, 'greet.ts'), 'import "./lost";\nimport "./gone";');
  expect(await bundler.build()).toMatchObject({
    kind: 'broken',
    message: 'greet.ts:1:7: Could not resolve "./lost" (and 1 more)',
  });
  writeFileSync(join(project, 'greet.ts'), 'export const greeting = "again";');
  expect(await bundler.build()).toMatchObject({ kind: 'built' });
});

test("builds again after esbuild's process has ended", async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
  const bundler = await create();
  const first = await bundler.build();
  jest.advanceTimersByTime(60_000);
  jest.useRealTimers();
  expect(await bundler.build()).toEqual(first);
  expect(first.kind).toBe('built');
});

test('writes nothing, regardless of the options', async () => {
  await (
    await create({ outfile: '../../elsewhere.js', write: true, outdir: '/nowhere', metafile: false })
  ).build();
  expect(readdirSync(project).sort()).toEqual(['greet.ts', 'handler.ts', 'node_modules']);
});

test.each([[{}], [{ entryPoints: ['missing.ts'] }], [{ entryPoints: 'handler.ts' }]])(
  'there is no bundler for %j, which names no source here',
  async (options) => {
    expect(await createBundler(options, project, join(project, 'out'))).toBeUndefined();
  },
);
