/** Starts a local run inside the test's own process, where its calls to AWS can be counted and made to fail. */
// imported before every module that loads the key store
import './shared-signing-key';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalRun, type LocalRunOptions, startLocalRun } from '../../local/start-local-run';
import { expectDocumentedAnswers } from '../support/http-client';
import { assemblyFolder } from '../support/server-under-test';
import { projectRoot } from '../support/synthesize';
import type { World } from './operation';
import { openTable } from './table';

/** The options of a run. */
export interface RunOptions
  extends Pick<
    LocalRunOptions,
    'intercept' | 'onEvent' | 'throttle' | 'trustForwardedFor' | 'standingClock'
  > {
  /** The folder of the assembly. @default - the assembly that all suites share */
  readonly assembly?: string;
  /** The maximum number of instances of a function. Each waits for one unanswered call at a time. */
  readonly maxInstances: number;
}

/** A local run with its table. */
export interface TestRun extends LocalRun, World {
  /** The project folder of the run. */
  readonly folder: string;
}

/** Starts a run with an empty table on a free port. */
export async function startRun({ assembly = assemblyFolder(), ...options }: RunOptions): Promise<TestRun> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-faults-'));
  // functions load argon2 from here
  symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'), 'dir');
  // a suite calls few of the functions
  const run = await startLocalRun({ project: folder, assembly, memory: true, warm: false, ...options });
  expectDocumentedAnswers(run.origin);
  const table = openTable(folder);
  const stop = run.close;
  return Object.assign(run, {
    folder,
    table,
    abandoned: new Set<string>(),
    unanswered: new Set<string>(),
    close: async () => {
      table.close();
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  });
}
