/** Removes what runs have left behind that were killed and could not clean up. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../support/is-alive';
import type { StateFolder } from './state-folder';

/** Entries that carry the id of their run's process. */
const SCRATCH = /^cdk\.out\.([1-9]\d*)$/;
const ENDPOINT = /^([1-9]\d*)\.json(?:\.tmp)?$/;

/** Removes the scratch folders and the endpoint files of processes that are gone. */
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
