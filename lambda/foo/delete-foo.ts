/** Deletes a foo. */
import { ConcurrentChangeError } from '../shared/errors';
import { hasWritePreconditions } from '../shared/http/preconditions';
import { type FooDemand, findFooAsDemanded, refuseWhenJudgedByDate } from './find-foo-as-demanded';
import { releaseQuota } from './release-quota';
import type { FooCounts } from './stores/foo-counts';
import type { Foos } from './stores/foos';
import type { IdempotencyKeys } from './stores/idempotency-keys';

/** What a deletion needs. */
export interface DeleteFooDependencies {
  readonly foos: Pick<Foos, 'get' | 'remove'>;
  readonly counts: Pick<FooCounts, 'subtract' | 'find'>;
  readonly idempotencyKeys: Pick<IdempotencyKeys, 'spend'>;
}

/** A foo that changes more often while it is being deleted is left for another request. */
const MAX_ROUNDS = 5;

/**
 * Makes the operation. Before the foo goes, the idempotency key that created it is spent: a request with the key that arrives
 * later must not bring the foo back. Of deletions at the same time one succeeds.
 * @throws NotFoundError also for a foo of another account; PreconditionFailedError, ConcurrentChangeError
 */
export function deleteFoo(deps: DeleteFooDependencies): (demand: FooDemand) => Promise<void> {
  const { foos, counts, idempotencyKeys } = deps;

  /** Returns whether the foo is gone, or is to be looked at anew. */
  async function tryToDelete({ sub, id, preconditions }: FooDemand): Promise<boolean> {
    const { revision, reservation } = await findFooAsDemanded(foos, { sub, id, preconditions });
    // read before the foo goes: a count of the foos themselves that comes between makes another of it
    const count = await counts.find(sub);
    if (reservation !== undefined) await idempotencyKeys.spend(sub, reservation, id);
    const expected = hasWritePreconditions(preconditions) ? revision : undefined;
    const outcome = await foos.remove(sub, id, expected);
    if (outcome === 'removed') await releaseQuota(deps, sub, count);
    if (outcome === 'refused') refuseWhenJudgedByDate(preconditions);
    // who has removed it is not known, so the place is not given back
    const isGone = outcome === 'unknown' && (await foos.get(sub, id)) === undefined;
    return outcome === 'removed' || isGone;
  }

  return async (demand) => {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      if (await tryToDelete(demand)) return;
    }
    throw new ConcurrentChangeError('The foo keeps changing while it is being deleted');
  };
}
