/** `npm run lint:words`, as a process. */
import { spawnSync } from 'node:child_process';
import { projectRoot } from '../support/synthesize';
import { typescriptOptions } from '../support/typescript-process';

test('an unknown option is reported in one line, with exit code 2', () => {
  const args = [...typescriptOptions, 'test/words/main.ts', '--nope'];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: projectRoot, encoding: 'utf8' });
  expect(stderr).toBe("lint:words: Unknown option '--nope'. See --help.\n");
  expect(status).toBe(2);
});
