/** Makes PNG files for tests. */
import { crc32, deflateSync } from 'node:zlib';

/** Returns a PNG file of that size in pixels, with a comment of that many bytes. Its image is one row. */
export function makePng(width: number, height: number, commentBytes = 0): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    makeChunk('IHDR', header),
    ...(commentBytes > 0 ? [makeChunk('tEXt', Buffer.alloc(commentBytes, 'a'))] : []),
    makeChunk('IDAT', deflateSync(Buffer.alloc(Math.ceil(width / 8) + 1))),
    makeChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Returns a chunk of a PNG file. */
export function makeChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
