/** Releases the place of a deleted foo. */
import type { FooCount, FooCounts } from './stores/foo-counts';

/** The store of counts. */
export interface ReleaseQuotaDependencies {
  readonly counts: Pick<FooCounts, 'subtract' | 'find'>;
}

/** Concurrent requests of one account may change the count between read and write. */
const MAX_ROUNDS = 10;

/**
 * Releases the place. In doubt the count stays too high, and is corrected at the limit. That is so when an
 * response was lost, or when other requests keep changing the count. It is so, too, when the foos were counted
 * meanwhile, with or without this one.
 * @param before the count as it was read before the foo was deleted
 */
export async function releaseQuota(
  { counts }: ReleaseQuotaDependencies,
  sub: string,
  before: FooCount,
): Promise<void> {
  let read = before;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    if ((await counts.subtract(sub, read)) !== 'changed') return;
    read = await counts.find(sub);
    if (read.closed || read.count === 0 || read.checkedAt !== before.checkedAt) return;
  }
}
