/** Tells a file that a command reads from a later one of its name. */
import { stat } from 'node:fs/promises';

/** A file that is there. */
export interface FileStamp {
  /** In bytes. */
  readonly size: number;
  /** Another one for other content. */
  readonly stamp: string;
}

/** @throws Error saying what to do, when there is no such file */
export async function stampFile(path: string): Promise<FileStamp> {
  const stats = await stat(path).catch((error: NodeJS.ErrnoException) => {
    const fault = error.code === 'ENOENT' ? 'does not exist' : `cannot be read (${error.code})`;
    throw new Error(`${path} ${fault}: use another file for --in`, { cause: error });
  });
  if (stats.isDirectory()) throw new Error(`${path} is a folder: use a file for --in`);
  return { size: stats.size, stamp: `${stats.size} bytes of ${stats.mtimeMs}` };
}
