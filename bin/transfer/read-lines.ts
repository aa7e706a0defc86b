/** Reads a file line by line from any position, in bounded memory. */
import { createReadStream } from 'node:fs';

/** The maximum length of a line in bytes, far above the longest line of an export. */
const MAX_LINE_BYTES = 16_384;
const LINE_FEED = 0x0a;

/** The position of the end of a line. */
export interface LinePosition {
  /** The line's number, starting at 1; 0 is the position before the first line. */
  readonly line: number;
  /** The number of bytes up to the line's end, including its line feed. */
  readonly offset: number;
}

/** One line. */
export interface Line {
  /** The text without its line feed. @default - the line is too long */
  readonly text?: string;
  readonly end: LinePosition;
}

/** Reads the lines after a position. The last line needs no line feed. */
export async function* readLines(path: string, after: LinePosition): AsyncGenerator<Line> {
  let { line, offset } = after;
  let held: Buffer[] = [];
  let heldBytes = 0;
  const take = (part: Buffer) => {
    heldBytes += part.length;
    // a line that is too long is discarded
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
