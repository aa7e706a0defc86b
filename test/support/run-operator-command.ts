/** Runs an operator's command on the local run under test. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { serverFolder } from './server-under-test';
import { projectRoot } from './synthesize';
import { typescriptOptions } from './typescript-process';

const run = promisify(execFile);

/**
 * Runs a command.
 * @param name for example `users-disable`
 * @returns its output
 * @throws Error when it fails
 */
export function runOperatorCommand(
  name: string,
  ...args: readonly string[]
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const main = join(projectRoot, 'bin', `${name}.ts`);
  return run(process.execPath, [...typescriptOptions, main, ...args], { cwd: serverFolder() });
}
