/** A command's standard output, whose reader may be slower than the command, or leave before it ends. */
import type { Writable } from 'node:stream';

/** Where lines go. */
export interface Output {
  /** Writes text, and waits until it was taken. */
  readonly write: (text: string) => Promise<void>;
  /** Whether the reader has left, as `head` does. */
  readonly isClosed: () => boolean;
}

/** Makes it of a stream. @throws whatever goes wrong beside a reader who leaves */
export function createOutput(stream: Writable): Output {
  let isClosed = false;
  // otherwise it would end the process
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
