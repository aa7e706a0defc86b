/** `npm run test:stress`: runs a level of the tests several times while other processes keep the CPU busy, and lists each failure. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BusyProcesses, startBusyProcesses } from './busy-processes';
import { HELP, LEVELS, readOptions, type StressOptions, UsageError } from './options';
import { type RunningLevel, runLevel } from './run-level';
import { judgeRun, type Run, summarizeRuns } from './summarize-runs';

const root = join(__dirname, '..', '..');
const print = (line: string) => process.stdout.write(`${line}\n`);

let busy: BusyProcesses | undefined;
let running: RunningLevel | undefined;
let isInterrupted = false;

/** Ends the current run. The summary lists the completed ones. */
function interrupt(): void {
  isInterrupted = true;
  running?.end();
}

async function runAll({ runs, level }: StressOptions, folder: string): Promise<readonly Run[]> {
  const done: Run[] = [];
  for (let number = 1; number <= runs && !isInterrupted; number++) {
    print(`run ${number} of ${runs}: npm run ${LEVELS[level]}`);
    const started = Date.now();
    running = runLevel(LEVELS[level], join(folder, `run-${number}.json`));
    const { code, report, output } = await running.ended;
    if (isInterrupted) break;
    const run = judgeRun(number, code, report, root);
    const seconds = Math.round((Date.now() - started) / 1000);
    print(`  ${run.passed ? 'passed' : 'failed'}: ${report?.numTotalTests ?? 0} tests in ${seconds} s`);
    for (const failure of run.failures) print(`  ${failure}`);
    if (report === undefined) print(output.slice(-2_000));
    done.push(run);
  }
  return done;
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) {
    process.stdout.write(HELP);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-stress-'));
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  busy = startBusyProcesses(options.busy);
  print(`${options.busy} busy processes: ${busy.pids.join(', ') || 'none'}`);
  try {
    const runs = await runAll(options, folder);
    for (const line of summarizeRuns(runs)) print(line);
    if (isInterrupted || runs.some(({ passed }) => !passed)) process.exitCode = 1;
  } finally {
    await busy.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  if (error instanceof UsageError) {
    process.stderr.write(`test:stress: ${error.message} See --help.\n`);
    process.exitCode = 2;
    return;
  }
  throw error;
});
