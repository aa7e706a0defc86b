/** Runs an operator's command on the local run under test. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { serverFolder } from './server-under-test';
import { projectRoot } from './synthesize';
import { typescriptOptions } from './typescript-process';

const run = promisify(execFile);

interface CommandOutput {
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a command.
 * @param name for example `users-disable`
 * @returns its output
 * @throws Error when it fails
 */
export function runOperatorCommand(name: string, ...args: readonly string[]): Promise<CommandOutput> {
  return runOperatorCommandIn(serverFolder(), name, ...args);
}

/** Runs a command on another local run. @param folder the project folder of that run */
export function runOperatorCommandIn(
  folder: string,
  name: string,
  ...args: readonly string[]
): Promise<CommandOutput> {
  const main = join(projectRoot, 'bin', `${name}.ts`);
  return run(process.execPath, [...typescriptOptions, main, ...args], { cwd: folder });
}
