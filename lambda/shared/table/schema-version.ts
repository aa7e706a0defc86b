/** The versions of the items' shapes: the one that is written into each of them, and those that are read. */
import { InternalError } from '../errors';

/** Written to every item as `v`. */
export const SCHEMA_VERSION = 1;

/**
 * Read. Two releases run at once during a deployment, so a version comes into this list one release before `SCHEMA_VERSION` becomes it, and
 * leaves it once no item has it (docs/decisions/0021-two-releases-at-once.md).
 */
export const READABLE_VERSIONS: readonly number[] = [1];

/**
 * Refuses an item that this code does not understand, since an update could destroy what it does not see. Attributes that it does not know make
 * no other version: readers ignore them, and updates keep them.
 * @throws InternalError
 */
export function assertReadable(version: string | undefined): void {
  const known = READABLE_VERSIONS.map(String);
  if (version === undefined || !known.includes(version)) {
    throw new InternalError(
      `An item has schema version ${version ?? 'none'}; this release reads ${known.join(' and ')}`,
    );
  }
}
