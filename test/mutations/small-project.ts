/** A project of two files, for tests that run its mutations. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../support/synthesize';
import { type Mutation, testOf } from './mutation';
import { isSound, startMutations, type Verdict } from './run-mutations';

/** The source that is mutated. */
export const SOURCE = 'exports.isAllowed = (name) => name === "ada";\n';
const TESTS = `const { isAllowed } = require('../source');
test('refuses eve', () => expect(isAllowed('eve')).toBe(false));
test('takes ada', () => expect(isAllowed('ada')).toBe(true));
`;

let root: string;

/** Creates the project before each test of a suite, and removes it after the test. */
export function prepareSmallProject(): void {
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
}

/** Returns the project's folder. */
export const rootOf = () => root;

/** Returns a mutation of the project that its tests catch, with some members replaced. */
export const mutation = (change: Partial<Mutation>): Mutation => ({
  defence: 'Only ada is allowed',
  change: 'anyone',
  file: 'source.js',
  find: 'name === "ada"',
  replace: 'true',
  caughtBy: testOf('source.test.js', 'refuses eve'),
  ...change,
});

/** Starts mutations, and records what they report. */
export function start(mutations: readonly Mutation[]) {
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
