/** Runs a test that asserts nothing, in a process of Jest. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const SETUP = 'test/support/expect-assertions.js';

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
