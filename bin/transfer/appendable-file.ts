/** A file that only its owner may read, and to which a resumed command appends. */
import { type FileHandle, open } from 'node:fs/promises';

/** An open file. */
export interface AppendableFile {
  /** The number of bytes that are safely stored. */
  readonly length: number;
  /** Appends text, and resolves when the text would survive a power failure. */
  append(text: string): Promise<void>;
  close(): Promise<void>;
}

/** Creates a file. @throws Error with the code EEXIST if the file exists */
export async function createAppendableFile(path: string): Promise<AppendableFile> {
  return toAppendable(await open(path, 'wx', 0o600), 0);
}

/**
 * Opens a file, and truncates it to `length` bytes.
 * @throws Error if it is missing or shorter
 */
export async function reopenAppendableFile(path: string, length: number): Promise<AppendableFile> {
  const handle = await open(path, 'r+');
  const { size } = await handle.stat();
  if (size < length) {
    await handle.close();
    throw new Error(`${path} is shorter than before the interruption`);
  }
  await handle.truncate(length);
  return toAppendable(handle, length);
}

function toAppendable(handle: FileHandle, start: number): AppendableFile {
  let length = start;
  return {
    get length() {
      return length;
    },
    async append(text) {
      const bytes = Buffer.from(text);
      for (let written = 0; written < bytes.length; ) {
        written += (await handle.write(bytes, written, bytes.length - written, length + written))
          .bytesWritten;
      }
      await handle.datasync();
      length += bytes.length;
    },
    close: () => handle.close(),
  };
}
