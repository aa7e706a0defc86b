/** Writes files that only their owner can read. */
import { renameSync, writeFileSync } from 'node:fs';

/** Writes a file atomically: after a crash, either the old file or the complete new one exists. */
export function writePrivately(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, text, { mode: 0o600 });
  renameSync(temporary, file);
}
