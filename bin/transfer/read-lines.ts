/** Reads a file line by line from any place on, in bounded memory. */
import { createReadStream } from 'node:fs';

/** Far beyond the longest line of an export, in bytes. */
const MAX_LINE_BYTES = 16_384;
const LINE_FEED = 0x0a;

/** Where a line ends. */
export interface LinePosition {
  /** From 1 on; 0: before the first line. */
  readonly line: number;
  /** Bytes up to the line's end, its line feed included. */
  readonly offset: number;
}

/** One line. */
export interface Line {
  /** Without its end. @default - the line is too long to be read */
  readonly text?: string;
  readonly end: LinePosition;
}

/** Reads the lines behind a position; the last one needs no line feed. */
export async function* readLines(path: string, after: LinePosition): AsyncGenerator<Line> {
  let { line, offset } = after;
  let held: Buffer[] = [];
  let heldBytes = 0;
  const take = (part: Buffer) => {
    heldBytes += part.length;
    // of a line that is too long nothing is kept
    if (heldBytes <= MAX_LINE_BYTES) held.push(part);
    else held = [];
  };
  const finish = (endBytes: number): Line => {
    line += 1;
    offset += heldBytes + endBytes;
    const end = { line, offset };
    const text = heldBytes <= MAX_LINE_BYTES ? Buffer.concat(held).toString() : undefined;
    held = [];
    heldBytes = 0;
    return text === undefined ? { end } : { text, end };
  };

  for await (const chunk of createReadStream(path, { start: after.offset }) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = chunk.indexOf(LINE_FEED); at !== -1; at = chunk.indexOf(LINE_FEED, from)) {
      take(chunk.subarray(from, at));
      yield finish(1);
      from = at + 1;
    }
    take(chunk.subarray(from));
  }
  if (heldBytes > 0) yield finish(0);
}
