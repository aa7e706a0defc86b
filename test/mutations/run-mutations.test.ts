/** Runs mutations of a project of two files. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyTree, removeTree } from './copy-tree';
import { mutation, prepareSmallProject, rootOf, SOURCE, start } from './small-project';

prepareSmallProject();

test('distinguishes mutations that are caught, that survive and that break the build or its tests', async () => {
  const { run, seen, unsound } = start([
    mutation({}),
    mutation({ replace: 'name === "ada" || name === "bob"' }),
    mutation({ replace: 'name ==' }),
  ]);
  const verdicts = await run.verdicts;
  expect(verdicts.map(({ outcome }) => outcome)).toEqual(['caught', 'survived', 'broken']);
  expect(verdicts[0]?.run.failure).toContain('expect(received).toBe(expected)');
  expect(seen).toEqual(verdicts);
  expect(unsound).toEqual([]);
});

test('the project itself is never written to, and a run that is stopped leaves no copy', async () => {
  const before = readdirSync(rootOf());
  const copies = () => readdirSync(tmpdir()).filter((name) => name.startsWith('latchkey-mutations-'));
  const others = new Set(copies());
  const { run } = start([mutation({})]);
  const [own] = copies().filter((name) => !others.has(name));
  expect(own).toBeDefined();
  run.stop();
  await run.verdicts.catch(() => undefined);
  expect(existsSync(join(tmpdir(), own ?? ''))).toBe(false);
  expect(readFileSync(join(rootOf(), 'source.js'), 'utf8')).toBe(SOURCE);
  expect(readdirSync(rootOf())).toEqual(before);
});

test('a copy holds what git keeps, and the packages by a link', () => {
  mkdirSync(join(rootOf(), 'cdk.out'));
  const copy = copyTree(rootOf());
  expect(readdirSync(copy).sort()).toEqual([
    'jest.config.js',
    'node_modules',
    'package.json',
    'source.js',
    'test',
  ]);
  removeTree(copy);
  expect(existsSync(copy)).toBe(false);
});
