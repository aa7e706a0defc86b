/** Starts a local run inside the test's own process that keeps its output. */
import { createEventPrinter } from '../../local/cli/print-event';
import { type RunOptions, startRun, type TestRun } from './start-run';

/** A run whose output can be read. */
export interface PrintingRun extends TestRun {
  /** Returns everything that it has printed so far, with `--verbose`. */
  printed(): string;
}

/** Starts a run as `startRun` does. */
export async function startPrintingRun(options: Omit<RunOptions, 'onEvent'>): Promise<PrintingRun> {
  const print = createEventPrinter({ colours: false, verbose: true, explain: false });
  const lines: string[] = [];
  const run = await startRun({ ...options, onEvent: (event) => lines.push(print(event) ?? '') });
  return Object.assign(run, { printed: () => lines.join('\n') });
}
