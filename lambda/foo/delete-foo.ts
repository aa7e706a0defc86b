/** Deletes a foo. */
import { ConcurrentChangeError } from '../shared/errors';
import { hasWritePreconditions } from '../shared/http/preconditions';
import { type FooDemand, findFooAsDemanded, refuseWhenJudgedByDate } from './find-foo-as-demanded';
import { releaseQuota } from './release-quota';
import type { FooCounts } from './stores/foo-counts';
import type { Foos } from './stores/foos';
import type { IdempotencyKeys } from './stores/idempotency-keys';

/** The stores that a deletion uses. */
export interface DeleteFooDependencies {
  readonly foos: Pick<Foos, 'get' | 'remove'>;
  readonly counts: Pick<FooCounts, 'subtract' | 'find'>;
  readonly idempotencyKeys: Pick<IdempotencyKeys, 'spend'>;
}

/** A foo that changes more often during its deletion is left to another request. */
const MAX_ROUNDS = 5;

/**
 * Creates the operation. Before it removes the foo, it marks the idempotency key that created it as spent. A
 * later request with the key then cannot create the foo again. Of concurrent deletions one succeeds.
 * @throws NotFoundError also for a foo of another account; PreconditionFailedError, ConcurrentChangeError
 */
export function deleteFoo(deps: DeleteFooDependencies): (demand: FooDemand) => Promise<void> {
  const { foos, counts, idempotencyKeys } = deps;

  /** Returns true when the foo is deleted, and false when it must be read again. */
  async function tryToDelete({ sub, id, preconditions }: FooDemand): Promise<boolean> {
    const { revision, reservation } = await findFooAsDemanded(foos, { sub, id, preconditions });
    // Read before the foo is removed: if the foos themselves are counted meanwhile, the count differs
    // afterwards.
    const count = await counts.find(sub);
    if (reservation !== undefined) await idempotencyKeys.spend(sub, reservation, id);
    const expected = hasWritePreconditions(preconditions) ? revision : undefined;
    const outcome = await foos.remove(sub, id, expected);
    if (outcome === 'removed') await releaseQuota(deps, sub, count);
    if (outcome === 'refused') refuseWhenJudgedByDate(preconditions);
    // It is unknown which request removed it, so its place is not released.
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
