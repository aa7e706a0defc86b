/** The version of the items' shapes, written into each of them. */
import { InternalError } from '../errors';

/** Written to every item as `v`. Readers accept this one and the one before. */
export const SCHEMA_VERSION = 1;

/**
 * Refuses an item that this code does not understand.
 * @throws InternalError
 */
export function assertReadable(version: string | undefined): void {
  const known = [SCHEMA_VERSION, SCHEMA_VERSION - 1].map(String);
  if (version === undefined || !known.includes(version)) {
    throw new InternalError(
      `An item has schema version ${version ?? 'none'}; this release reads ${known.join(' and ')}`,
    );
  }
}
