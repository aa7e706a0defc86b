/** A command's standard output. Its reader may be slower than the command, or close it early. */
import type { Writable } from 'node:stream';

/** An output for text. */
export interface Output {
  /** Writes text, and waits until the reader accepts it. */
  readonly write: (text: string) => Promise<void>;
  /** Returns whether the reader has closed the output, as `head` does. */
  readonly isClosed: () => boolean;
}

/** Creates an output from a stream. `write` rejects for every error except a closed output. */
export function createOutput(stream: Writable): Output {
  let isClosed = false;
  // an unhandled error event would end the process
  stream.on('error', () => {});
  return {
    write: (text) =>
      new Promise((resolve, reject) => {
        stream.write(text, (error) => {
          if (error && (error as NodeJS.ErrnoException).code !== 'EPIPE') return reject(error);
          isClosed ||= Boolean(error);
          resolve();
        });
      }),
    isClosed: () => isClosed,
  };
}
