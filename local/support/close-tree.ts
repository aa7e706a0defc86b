/** Restricts access to a tree of folders that another program created. */
import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Gives only the owner access to a folder and its subfolders. */
export function closeTree(folder: string): void {
  chmodSync(folder, 0o700);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) closeTree(join(folder, entry.name));
  }
}
