/** Removes a folder if it is empty. */
import { rmdirSync } from 'node:fs';

/** Removes the folder. Does nothing if it is not empty or does not exist. */
export function removeIfEmpty(path: string): void {
  try {
    rmdirSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST' && code !== 'ENOENT') throw error;
  }
}
