/**
 * Stores the offset of the clock next to the tables, so that the clock never goes back behind their items.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { MAX_AHEAD_DAYS } from '../clock/check-turn';
import { StartError } from '../support/start-error';

/**
 * Returns the stored seconds, or 0 if there are none.
 * @throws StartError when the file cannot be read
 */
export function readClockFile(file: string): number {
  if (!existsSync(file)) return 0;
  try {
    const { aheadSeconds } = JSON.parse(readFileSync(file, 'utf8'));
    if (Number.isInteger(aheadSeconds) && aheadSeconds >= 0 && aheadSeconds <= MAX_AHEAD_DAYS * 86_400) {
      return aheadSeconds;
    }
  } catch {
    // The error below covers this case.
  }
  throw new StartError(
    `The clock in ${file} cannot be read. Pass --fresh to start with empty tables and new keys.`,
  );
}

/** Writes the file atomically. */
export function writeClockFile(file: string, aheadSeconds: number): void {
  const temporary = `${file}.tmp`;
  writeFileSync(temporary, `${JSON.stringify({ aheadSeconds })}\n`, { mode: 0o600 });
  renameSync(temporary, file);
}
