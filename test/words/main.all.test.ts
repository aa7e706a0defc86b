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

test('a reader that closes the output early causes no error', () => {
  // the error event occurs only with tsx, as npm starts the command, and with a pipe of a shell
  const args = [process.execPath, '--import', 'tsx', 'test/words/main.ts', '--lengths'];
  const script = '{ "$0" "$@"; echo "exit code $?" >&2; } | true';
  const { stderr } = spawnSync('sh', ['-c', script, ...args], { cwd: projectRoot, encoding: 'utf8' });
  expect(stderr).toBe('exit code 0\n');
});
