/** Processes that keep the machine busy. */
import { type ChildProcess, spawn } from 'node:child_process';

/** Busy processes. */
export interface BusyProcesses {
  readonly pids: readonly number[];
  /** Ends them, and waits until they have ended. */
  end(): Promise<void>;
}

/** Computes, and now and then looks whether its parent still lives, so that it does not outlive a parent that was killed. */
const BUSY = `
const parent = process.ppid;
while (process.ppid === parent) for (let step = 0; step < 1e8; step++);
`;

/** Starts that many. */
export function startBusyProcesses(count: number): BusyProcesses {
  const children = Array.from({ length: count }, () =>
    spawn(process.execPath, ['-e', BUSY], { stdio: 'ignore' }),
  );
  const ended = Promise.all(children.map(whenEnded));
  return {
    pids: children.flatMap(({ pid }) => (pid === undefined ? [] : [pid])),
    async end() {
      for (const child of children) child.kill('SIGKILL');
      await ended;
    },
  };
}

function whenEnded(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
}
