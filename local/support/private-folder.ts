/** Creates folders that only their owner can access. */
import { chmodSync, mkdirSync } from 'node:fs';
import { StartError } from './start-error';

/**
 * Creates a folder, or removes the access of other users to an existing one.
 * @throws StartError when it cannot be created
 */
export function makePrivateFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    chmodSync(path, 0o700);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const advice =
      code === 'EEXIST' || code === 'ENOTDIR'
        ? 'a file has its name: remove or rename the file'
        : `${code}: choose a folder that you may write to`;
    throw new StartError(`The folder ${path} cannot be created (${advice}).`, { cause: error });
  }
}
