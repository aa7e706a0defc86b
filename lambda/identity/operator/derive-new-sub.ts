/** Derives the ids of imported accounts whose lines have none. */
import { createHash } from 'node:crypto';

/**
 * Derives the id for a line. A resumed import derives the same id, so it finds the account that it created
 * and replaces its own reservation of the name. The id is a UUIDv8 (RFC 9562 section 5.8).
 * @param importId a random value for each import. A later import of the same file gets different ids, because
 * ids of deleted accounts must not be used again
 * @param number the number of the line
 */
export function deriveNewSub(importId: string, number: number): string {
  const bytes = createHash('sha256').update(`${importId} ${number}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
