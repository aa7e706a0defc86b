/** Chooses the ids of imported accounts whose lines give none. */
import { createHash } from 'node:crypto';

/**
 * Derives the id for a line: the same one whenever an import goes on, so that it finds what it has made, and replaces its own
 * reservation of the name. It is a UUIDv8 (RFC 9562 section 5.8).
 * @param importId random, of one import: a later one of the same file gives other ids, since those of deleted accounts never come back
 * @param number of the line
 */
export function deriveNewSub(importId: string, number: number): string {
  const bytes = createHash('sha256').update(`${importId} ${number}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
