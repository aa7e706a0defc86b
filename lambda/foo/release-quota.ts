/** Gives back the place of a foo that was deleted. */
import type { FooCount, FooCounts } from './stores/foo-counts';

/** What giving back needs. */
export interface ReleaseQuotaDependencies {
  readonly counts: Pick<FooCounts, 'subtract' | 'find'>;
}

/** Requests of the same account that count at the same time change the count under each other. */
const MAX_ROUNDS = 10;

/**
 * Gives the place back. In doubt the count stays too high, and is corrected at the bound: when an answer was lost, when others keep
 * changing the count, and when the foos were counted meanwhile, with this one or without it.
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
