/** A small file beside a long one: how far a command has come, so that it can go on after an interruption. */
import { readFile, rename, rm, writeFile } from 'node:fs/promises';

/** The progress of one command. */
export interface ProgressFile<Progress> {
  readonly path: string;
  /**
   * @returns undefined when there is none
   * @throws Error saying what to do, when it is broken
   */
  read(): Promise<Progress | undefined>;
  /** Replaces it as a whole: whenever the command ends, the old or the new one is there. */
  write(progress: Progress): Promise<void>;
  remove(): Promise<void>;
}

/** Names the file beside the one that a command is about. */
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
