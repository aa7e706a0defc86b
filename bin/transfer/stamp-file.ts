/** Distinguishes a command's input file from a later file of the same name. */
import { stat } from 'node:fs/promises';

/** The size and the stamp of an existing file. */
export interface FileStamp {
  /** The size in bytes. */
  readonly size: number;
  /** A text that differs for files with another size or modification time. */
  readonly stamp: string;
}

/** Returns the stamp of a file. @throws Error with what to do, if the file does not exist or cannot be read */
export async function stampFile(path: string): Promise<FileStamp> {
  const stats = await stat(path).catch((error: NodeJS.ErrnoException) => {
    const fault = error.code === 'ENOENT' ? 'does not exist' : `cannot be read (${error.code})`;
    throw new Error(`${path} ${fault}: use another file for --in`, { cause: error });
  });
  if (stats.isDirectory()) throw new Error(`${path} is a folder: use a file for --in`);
  return { size: stats.size, stamp: `${stats.size} bytes of ${stats.mtimeMs}` };
}
