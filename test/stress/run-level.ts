/** Runs a level of the tests once, in a separate process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { JestReport } from './summarize-runs';

/** A run that is under way. */
export interface RunningLevel {
  /** Settles when it has ended. */
  readonly ended: Promise<EndedLevel>;
  /** Ends it with everything that it has started. */
  end(): void;
}

/** A run that has ended. */
export interface EndedLevel {
  readonly code: number | null;
  /** What jest reports. Undefined: it ended before it could. */
  readonly report: JestReport | undefined;
  readonly output: string;
}

/** Starts it. @param reportFile is written by jest, and must not exist */
export function runLevel(script: string, reportFile: string): RunningLevel {
  const args = ['run', script, '--', '--json', `--outputFile=${reportFile}`];
  // a separate group, which is ended as a whole
  const child = spawn('npm', args, { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const ended = new Promise<EndedLevel>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, report: readReport(reportFile), output }));
  });
  return { ended, end: () => endGroup(child) };
}

function readReport(file: string): JestReport | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as JestReport) : undefined;
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGTERM');
  } catch (error) {
    // it has already ended
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
