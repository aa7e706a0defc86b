/** Removes the files of runs that were killed before they could clean up. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../support/is-alive';
import type { StateFolder } from './state-folder';

/** Names that contain the process id of their run. */
const SCRATCH = /^cdk\.out\.([1-9]\d*)$/;
const ENDPOINT = /^([1-9]\d*)\.json(?:\.tmp)?$/;

/** Removes the scratch folders and the endpoint files of processes that no longer exist. */
export function sweepDeadRuns({ root, endpoints }: Pick<StateFolder, 'root' | 'endpoints'>): void {
  sweep(root, SCRATCH);
  sweep(endpoints, ENDPOINT);
}

function sweep(folder: string, pattern: RegExp): void {
  for (const name of readdirSync(folder)) {
    const [, pid] = pattern.exec(name) ?? [];
    if (pid !== undefined && !isAlive(Number(pid))) {
      rmSync(join(folder, name), { recursive: true, force: true });
    }
  }
}
