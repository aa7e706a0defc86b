/** Runs mutations of a project of two files. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../support/synthesize';
import { copyTree, removeTree } from './copy-tree';
import { type Mutation, testOf } from './mutation';
import { isSound, startMutations, type Verdict } from './run-mutations';

const SOURCE = 'exports.isAllowed = (name) => name === "ada";\n';
const TESTS = `const { isAllowed } = require('../source');
test('refuses eve', () => expect(isAllowed('eve')).toBe(false));
test('takes ada', () => expect(isAllowed('ada')).toBe(true));
`;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mutations-test-'));
  mkdirSync(join(root, 'test'));
  writeFileSync(join(root, 'package.json'), '{}');
  writeFileSync(join(root, 'jest.config.js'), 'module.exports = { transform: {} };');
  writeFileSync(join(root, 'source.js'), SOURCE);
  writeFileSync(join(root, 'test', 'source.test.js'), TESTS);
  symlinkSync(join(projectRoot, 'node_modules'), join(root, 'node_modules'), 'dir');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const mutation = (change: Partial<Mutation>): Mutation => ({
  defence: 'Only ada is allowed',
  change: 'anyone',
  file: 'source.js',
  find: 'name === "ada"',
  replace: 'true',
  caughtBy: testOf('source.test.js', 'refuses eve'),
  ...change,
});

function start(mutations: readonly Mutation[]) {
  const seen: Verdict[] = [];
  const unsound: string[] = [];
  const run = startMutations(mutations, {
    root,
    copies: 1,
    onVerdict: (verdict) => seen.push(verdict),
    onChecked: (file, tests) => {
      if (!isSound(tests)) unsound.push(file);
    },
  });
  return { run, seen, unsound };
}

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

test('a test that is missing, or fails without the mutation, decides nothing', async () => {
  writeFileSync(join(root, 'test', 'failing.test.js'), "test('fails', () => expect(1).toBe(2));");
  const { run, unsound } = start([
    mutation({ caughtBy: testOf('failing.test.js', 'fails') }),
    mutation({ caughtBy: testOf('source.test.js', 'refuses mallory') }),
  ]);
  expect(await run.verdicts).toEqual([]);
  expect(unsound).toEqual(['test/failing.test.js', 'test/source.test.js']);
});

test('a test that passes only after another is run after it, and decides nothing without it', async () => {
  const follows = `const { isAllowed } = require('../source');
let isReady = false;
test('comes first', () => { isReady = isAllowed('ada'); });
test('comes second', () => expect(isReady).toBe(true));
`;
  writeFileSync(join(root, 'test', 'following.test.js'), follows);
  const same = { replace: "name === 'ada'" };
  const [first, second] = ['comes first', 'comes second'].map((name) =>
    mutation({ ...same, caughtBy: testOf('following.test.js', name) }),
  ) as [Mutation, Mutation];
  const outcomes = async (mutations: readonly Mutation[]) =>
    (await start(mutations).run.verdicts).map(({ outcome }) => outcome);
  expect(await outcomes([first, second])).toEqual(['survived', 'survived']);
  expect(await outcomes([second])).toEqual([]);
});

test('a test that runs out of time decides nothing about a mutation', async () => {
  const waits =
    "test('waits', () => (require('../source').isAllowed('eve') ? new Promise(() => {}) : undefined), 50);";
  writeFileSync(join(root, 'test', 'waiting.test.js'), waits);
  const { run } = start([mutation({ caughtBy: testOf('waiting.test.js', 'waits') })]);
  expect(await run.verdicts).toMatchObject([{ outcome: 'broken' }]);
});

test('the project itself is never written to, and a run that is stopped leaves no copy', async () => {
  const before = readdirSync(root);
  const copies = () => readdirSync(tmpdir()).filter((name) => name.startsWith('latchkey-mutations-'));
  const others = new Set(copies());
  const { run } = start([mutation({})]);
  const [own] = copies().filter((name) => !others.has(name));
  expect(own).toBeDefined();
  run.stop();
  await run.verdicts.catch(() => undefined);
  expect(existsSync(join(tmpdir(), own ?? ''))).toBe(false);
  expect(readFileSync(join(root, 'source.js'), 'utf8')).toBe(SOURCE);
  expect(readdirSync(root)).toEqual(before);
});

test('a copy holds what git keeps, and the packages by a link', () => {
  mkdirSync(join(root, 'cdk.out'));
  const copy = copyTree(root);
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
