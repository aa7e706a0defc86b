/** The local runs of a suite. They share a project and its assembly, and end after each test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalEvent } from '../../local/run/event';
import { type LocalRun, type LocalRunOptions, startLocalRun } from '../../local/start-local-run';

/** A run, and what it has reported so far. */
export interface ObservedRun {
  readonly run: LocalRun;
  readonly events: LocalEvent[];
}

/** The project of a suite. Its folders exist only while tests run. */
export interface LocalRuns {
  readonly project: string;
  readonly assembly: string;
  /** Starts a run. */
  start(options?: LocalRunOptions): Promise<ObservedRun>;
  /** Ends the run that was started last. */
  endLast(): Promise<void>;
}

/**
 * Prepares the runs of a suite. Call it outside of tests.
 * @param synthesize writes an assembly into the folder of the project, and returns its path
 * @param defaults the options of every run
 */
export function useLocalRuns(
  synthesize: (project: string) => string,
  defaults: LocalRunOptions = {},
): LocalRuns {
  const folders = { project: '', assembly: '' };
  const runs: LocalRun[] = [];
  beforeAll(() => {
    folders.project = mkdtempSync(join(tmpdir(), 'local-run-test-'));
    folders.assembly = synthesize(folders.project);
  });
  afterEach(async () => {
    for (const run of runs.splice(0)) await run.close();
  });
  afterAll(() => rmSync(folders.project, { recursive: true, force: true }));
  return Object.assign(folders, {
    async start(options: LocalRunOptions = {}) {
      const events: LocalEvent[] = [];
      const onEvent = (event: LocalEvent) => events.push(event);
      const { project, assembly } = folders;
      const run = await startLocalRun({ project, assembly, onEvent, ...defaults, ...options });
      runs.push(run);
      return { run, events };
    },
    async endLast() {
      await runs.pop()?.close();
    },
  });
}
