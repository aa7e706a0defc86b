/** How long the tests take. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../lib/bundling/esbuild-options';
import { atMost } from '../goals';
import type { Section } from '../section';
import { endAtExit } from '../servers/end-at-exit';

const JEST = join(PROJECT_ROOT, 'node_modules', 'jest', 'bin', 'jest.js');

export const tests: Section = {
  name: 'tests',
  title: 'Tests',
  timed: true,
  method:
    '`npx jest --selectProjects unit` and `npm test`, once each, on a machine that does nothing else; what Jest has compiled in earlier runs is kept.',
  run: async ({ say }) => {
    say('running the unit tests …');
    const unit = await runJest('--selectProjects', 'unit');
    say('running all tests …');
    const all = await runJest();
    return {
      tables: [
        {
          columns: ['Tests', 's'],
          rows: [
            { name: 'unit', cells: [unit] },
            { name: 'all (`npm test`)', cells: [all] },
          ],
        },
      ],
      goals: [atMost('unit', unit, 30, 's'), atMost('all', all, 180, 's')],
    };
  },
};

/**
 * Seconds.
 * @throws Error when a test fails: then it may have ended early
 */
function runJest(...args: readonly string[]): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, [JEST, ...args], { cwd: PROJECT_ROOT, stdio: 'ignore' });
  const forget = endAtExit(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      forget();
      if (code === 0) resolve((performance.now() - started) / 1000);
      else reject(new Error('The tests fail: npm test shows which'));
    });
  });
}
