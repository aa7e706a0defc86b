/** Closes a tree of folders that somebody else has made. */
import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Lets nobody but their owner enter a folder and those inside it. */
export function closeTree(folder: string): void {
  chmodSync(folder, 0o700);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) closeTree(join(folder, entry.name));
  }
}
