/** Reads the logo of a stage's mails. */
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { PROJECT_ROOT } from '../../bundling/esbuild-options';

/** An image. */
export interface Logo {
  readonly data: Buffer;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** The most bytes of the file: each mail carries it. */
export const MAX_LOGO_BYTES = 32 * 1024;

/** The first bytes of every PNG file. @see https://www.w3.org/TR/png-3/#5PNG-file-signature */
const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/** Reads a PNG file, by its path from the folder of the project. Returns undefined if the file does not exist or is not a PNG. */
export function readLogo(file: string): Logo | undefined {
  try {
    const data = readFileSync(path.resolve(PROJECT_ROOT, file));
    return isWholePng(data)
      ? { data, width: data.readUInt32BE(16), height: data.readUInt32BE(20) }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a file is a PNG from its first chunk to its last, with nothing after it. An animated PNG does not count. */
function isWholePng(data: Buffer): boolean {
  if (!data.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return false;
  const chunks: string[] = [];
  let at = SIGNATURE.length;
  // a chunk has a length, a type, its data and a checksum
  while (at + 12 <= data.length && chunks.at(-1) !== 'IEND') {
    chunks.push(data.toString('latin1', at + 4, at + 8));
    at += 12 + data.readUInt32BE(at);
  }
  // a mail that moves needs a way to stop it (WCAG 2.2, 2.2.2); `acTL` makes a PNG an animation
  if (chunks.includes('acTL')) return false;
  return chunks[0] === 'IHDR' && chunks.includes('IDAT') && chunks.at(-1) === 'IEND' && at === data.length;
}
