/** Limits the number of an account's foos. */
import { TooManyFoosError, UnauthorizedError } from '../shared/errors';
import type { FooCounts } from './stores/foo-counts';
import type { Foos } from './stores/foos';

/** The stores, the limit and the clock. */
export interface ClaimQuotaDependencies {
  readonly foos: Pick<Foos, 'count'>;
  readonly counts: FooCounts;
  readonly maxFoosPerUser: number;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/** Counting reads every foo. An account at its limit must not cause that with each refused request. */
const SECONDS_BETWEEN_CHECKS = 60 * 60;

/**
 * A request that has claimed a place may still store its foo for this long. It exceeds a function's timeout
 * plus the skew of its clock.
 */
const SECONDS_OF_CREATION = 60;

/**
 * Claims a place for one more foo. A creation that fails afterwards leaves the count too high. At the limit
 * the foos themselves are therefore counted.
 * @throws TooManyFoosError, UnauthorizedError when the account is being deleted
 */
export async function claimQuota(
  { foos, counts, maxFoosPerUser, now }: ClaimQuotaDependencies,
  sub: string,
): Promise<void> {
  const seconds = Math.floor(now() / 1000);
  if (await counts.add(sub, maxFoosPerUser, seconds)) return;
  const read = await counts.find(sub);
  if (read.closed) throw new UnauthorizedError('The account of the token does not exist');
  const isDue = seconds - read.checkedAt >= SECONDS_BETWEEN_CHECKS;
  if (isDue && seconds - read.takenAt >= SECONDS_OF_CREATION) {
    await counts.correct(sub, read, { count: await foos.count(sub), checkedAt: seconds });
    if (await counts.add(sub, maxFoosPerUser, seconds)) return;
  }
  throw new TooManyFoosError('The account has the maximum number of foos');
}
