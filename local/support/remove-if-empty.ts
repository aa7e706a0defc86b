/** Removes a folder that nobody has put anything in. */
import { rmdirSync } from 'node:fs';

/** Leaves a folder that holds something, or that is not there, as it is. */
export function removeIfEmpty(path: string): void {
  try {
    rmdirSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST' && code !== 'ENOENT') throw error;
  }
}
