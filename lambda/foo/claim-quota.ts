/** Keeps the foos of one account bounded. */
import { TooManyFoosError, UnauthorizedError } from '../shared/errors';
import type { FooCounts } from './stores/foo-counts';
import type { Foos } from './stores/foos';

/** What the bound needs. */
export interface ClaimQuotaDependencies {
  readonly foos: Pick<Foos, 'count'>;
  readonly counts: FooCounts;
  readonly maxFoosPerUser: number;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/** Counting reads every foo: an account at its bound must not bring that about with each refused request. */
const SECONDS_BETWEEN_CHECKS = 60 * 60;

/** For so long a request that has taken a place may still put its foo: longer than a function may run, and its clock be off. */
const SECONDS_OF_CREATION = 60;

/**
 * Takes the place of one more foo. A creation that fails afterwards leaves the count too high, so at the bound the foos themselves
 * are counted.
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
