/** `npm run mutations`, as a process. */
import { spawnSync } from 'node:child_process';
import { projectRoot } from '../support/synthesize';
import { typescriptOptions } from '../support/typescript-process';

test.each([
  [['--nope'], /^mutations: Unknown option '--nope'\. See --help\.\n$/],
  [['--only', '('], /^mutations: Invalid regular expression: .* See --help\.\n$/],
  [['--copies', '0'], /^mutations: --copies must be a whole number, 1 or greater\n$/],
])('%j is reported in one line, with exit code 2', (options, message) => {
  const args = [...typescriptOptions, 'test/mutations/main.ts', ...options];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: projectRoot, encoding: 'utf8' });
  expect(stderr).toMatch(message);
  expect(status).toBe(2);
});
