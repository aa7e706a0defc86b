/** A small file with the progress of a command, from which the command resumes after an interruption. */
import { readFile, rename, rm, writeFile } from 'node:fs/promises';

/** The progress of one command. */
export interface ProgressFile<Progress> {
  readonly path: string;
  /**
   * Returns the stored progress, or undefined if there is none.
   * @throws Error with what to do, if the file is broken
   */
  read(): Promise<Progress | undefined>;
  /** Replaces the file atomically: after an interruption, either the old or the new progress is stored. */
  write(progress: Progress): Promise<void>;
  remove(): Promise<void>;
}

/** Returns the progress file next to a command's file. */
export function createProgressFile<Progress>(beside: string): ProgressFile<Progress> {
  const path = `${beside}.progress`;
  const draft = `${path}.new`;
  return {
    path,
    async read() {
      const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      });
      return text === undefined ? undefined : parse<Progress>(path, text);
    },
    async write(progress) {
      await writeFile(draft, JSON.stringify(progress), { mode: 0o600 });
      await rename(draft, path);
    },
    async remove() {
      await rm(path, { force: true });
      await rm(draft, { force: true });
    },
  };
}

function parse<Progress>(path: string, text: string): Progress {
  try {
    return JSON.parse(text) as Progress;
  } catch (error) {
    throw new Error(`${path} cannot be read: remove it to start again`, { cause: error });
  }
}
