/** The copies in which mutations run. run-mutations.all.test.ts runs them to their end. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyTree, removeTree } from './copy-tree';
import { mutation, prepareSmallProject, rootOf, SOURCE, start } from './small-project';

prepareSmallProject();

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
