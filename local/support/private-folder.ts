/** Makes folders that only their owner can enter. */
import { chmodSync, mkdirSync } from 'node:fs';
import { StartError } from './start-error';

/**
 * Makes a folder, or closes the one that is there to everybody else.
 * @throws StartError when it can't be made
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
