/** The CPU time of the test levels. */
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../lib/bundling/esbuild-options';
import { atMost } from '../goals';
import { cpuOfCommand } from '../measure/cpu-of-command';
import type { Section } from '../section';

const JEST = join(PROJECT_ROOT, 'node_modules', 'jest', 'bin', 'jest.js');

export const tests: Section = {
  name: 'tests',
  title: 'Tests',
  timed: true,
  method:
    'CPU time, user and system, of all processes of `npm test -- --selectProjects unit`, `npm test` and `npm run test:all`, once each; what Jest has compiled in earlier runs is kept.',
  run: async ({ say }) => {
    say('running the unit tests …');
    const unit = await runJest('default', '--selectProjects', 'unit');
    say('running the default level …');
    const byDefault = await runJest('default');
    say('running all tests …');
    const all = await runJest('all');
    return {
      tables: [
        {
          columns: ['Tests', 's of CPU'],
          rows: [
            { name: 'unit', cells: [unit] },
            { name: '`npm test`', cells: [byDefault] },
            { name: '`npm run test:all`', cells: [all] },
          ],
        },
      ],
      // The same as the budget of .ci/levels.sh on Node 24.
      goals: [atMost('`npm test`', byDefault, 150, 's')],
    };
  },
};

const runJest = (level: string, ...options: readonly string[]) =>
  // the options of Node.js are those of `npm test`
  cpuOfCommand([process.execPath, '--max-semi-space-size=64', JEST, ...options], PROJECT_ROOT, {
    TEST_LEVEL: level,
  });
