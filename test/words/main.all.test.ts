/** `npm run lint:words`, as a process. */
import { spawnSync } from 'node:child_process';
import { projectRoot } from '../support/synthesize';
import { typescriptOptions } from '../support/typescript-process';

test.each([
  ['--nope', "Unknown option '--nope'. See --help."],
  ['nope.md', 'nope.md does not exist: give a file or folder of the project'],
])('%s is reported in one line, with exit code 2', (argument, line) => {
  const args = [...typescriptOptions, 'test/words/main.ts', argument];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: projectRoot, encoding: 'utf8' });
  expect(stderr).toBe(`lint:words: ${line}\n`);
  expect(status).toBe(2);
});

test('a reader that closes the output early causes no error', () => {
  // the error event occurs only with tsx, as npm starts the command, and with a pipe of a shell
  const args = [process.execPath, '--import', 'tsx', 'test/words/main.ts', '--lengths'];
  const script = '{ "$0" "$@"; echo "exit code $?" >&2; } | true';
  const { stderr } = spawnSync('sh', ['-c', script, ...args], { cwd: projectRoot, encoding: 'utf8' });
  expect(stderr).toBe('exit code 0\n');
});
