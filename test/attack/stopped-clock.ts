/** A clock of functions that only the test moves. It is stopped, regardless of how long requests take. */
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Resource } from '../support/change-template';
import { loadBefore, PATIENCE } from '../support/patient-functions';

/** The clock. */
export interface StoppedClock {
  /** Returns epoch milliseconds. */
  now(): number;
  advance(milliseconds: number): void;
}

/**
 * Stops the clock of functions and raises their timeouts.
 * @param assembly the assembly with the functions' assets, which are changed in place
 */
export function stopClock(assembly: string, resources: readonly Resource[]): StoppedClock {
  const file = join(assembly, 'stopped-clock');
  let time = Date.now();
  const write = () => {
    writeFileSync(`${file}.new`, String(time));
    renameSync(`${file}.new`, file);
  };
  write();
  const stopped = `Date.now = () => Number(require('node:fs').readFileSync(${JSON.stringify(file)}, 'utf8'));`;
  for (const resource of resources) loadBefore(assembly, resource, PATIENCE + stopped);
  return {
    now: () => time,
    advance(milliseconds) {
      time += milliseconds;
      write();
    },
  };
}
