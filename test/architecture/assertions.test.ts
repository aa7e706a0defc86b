/** Every test asserts something: a planted one that does not fails. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withPlanted } from '../support/source-files';
import { assertionRules } from './assertion-rules';

const root = join(__dirname, '..', '..');
const SETUP = 'test/support/expect-assertions.js';

test('each project of jest asks for assertions', () => {
  const { projects } = jest.requireActual('../../jest.config.js');
  for (const { displayName, setupFilesAfterEnv } of projects) {
    expect([displayName, setupFilesAfterEnv]).toEqual([displayName, [`<rootDir>/${SETUP}`]]);
  }
});

test('a test that asserts nothing fails, and one that does passes', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'assertions-')));
  writeFileSync(
    join(folder, 'planted.test.js'),
    "test('nothing', async () => {});\ntest('something', () => expect(1).toBe(1));\n",
  );
  const planted = { rootDir: folder, setupFilesAfterEnv: [join(root, SETUP)], transform: {} };
  const program = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const args = [program, '--config', JSON.stringify(planted), '--json', '--no-cache', '-i'];
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  const [suite] = JSON.parse(stdout).testResults;
  const outcomes = suite.assertionResults.map((result: Record<string, unknown>) => [
    result.title,
    result.status,
    String(result.failureMessages).includes('at least one assertion'),
  ]);
  expect(outcomes).toEqual([
    ['nothing', 'failed', true],
    ['something', 'passed', false],
  ]);
});

test.each([
  "test.concurrent('asserts nothing', async () => {});",
  "test.concurrent.each([1])('asserts nothing', async () => {});",
  "test.failing('asserts nothing', () => {});",
  "test.only('hides the others', () => {});",
  "describe.only('hides the others', () => {});",
  "xtest('does not run', () => {});",
  'beforeEach(() => expect.assertions(0));',
])('a test that the count of assertions does not cover is rejected: %s', (text) => {
  const path = 'test/planted.test.ts';
  const files = withPlanted([], { [path]: text });
  expect(assertionRules.flatMap(({ offences }) => offences(files))).toEqual([path]);
});
