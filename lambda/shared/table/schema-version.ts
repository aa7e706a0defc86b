/** The schema versions of the table's items: the version that is written, and those that can be read. */
import { InternalError } from '../errors';

/** Written to every item as `v`. */
export const SCHEMA_VERSION = 1;

/**
 * The versions that this release reads. Two releases run at once during a deployment. A version therefore
 * enters this list one release before it becomes `SCHEMA_VERSION`. It leaves once no item has it
 * (docs/decisions/0021-two-releases-at-once.md).
 */
export const READABLE_VERSIONS: readonly number[] = [1];

/**
 * Refuses an item of an unknown version, because an update could destroy what this code does not see. An
 * unknown attribute does not need a new version: readers ignore it, and updates keep it.
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
