/** Measures the CPU time of a command with all its processes. */
import { spawn } from 'node:child_process';
import { endAtExit } from '../servers/end-at-exit';

/** bash includes the descendants of a process, while Node reports only the process itself. */
const PROGRAM = `TIMEFORMAT='cpu %U %S'; time "$0" "$@" >/dev/null 2>&1`;

/**
 * Returns seconds of user and system time.
 * @param command the program and its arguments
 * @param environment variables in addition to those of this process
 * @throws Error when the command fails, since it may have ended early
 */
export function cpuOfCommand(
  command: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<number> {
  const child = spawn('bash', ['-c', PROGRAM, ...command], {
    cwd,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const forget = endAtExit(child);
  let printed = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    printed += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      forget();
      const [, user, system] = /^cpu (\S+) (\S+)$/m.exec(printed) ?? [];
      if (code === 0) resolve(Number(user) + Number(system));
      else reject(new Error(`${command.join(' ')} ended with ${code}`));
    });
  });
}
