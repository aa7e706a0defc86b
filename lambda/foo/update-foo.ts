/** Replaces the content of a foo. */
import { ConcurrentChangeError, NotFoundError } from '../shared/errors';
import { hasWritePreconditions } from '../shared/http/preconditions';
import { type FooDemand, findFooAsDemanded, refuseWhenJudgedByDate } from './find-foo-as-demanded';
import { isFooId } from './foo-id';
import type { Foo, FooChange, FooContent, Foos } from './stores/foos';

/** The store, the clock and the source of revisions. */
export interface UpdateFooDependencies {
  readonly foos: Pick<Foos, 'get' | 'replace'>;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  /** A new UUIDv7, which no other revision has. */
  readonly newId: () => string;
}

/** A foo to replace, and its new content. */
export interface UpdateFooCommand extends FooDemand {
  readonly foo: FooContent;
}

/** A foo that changes more often during its update is left to another request. */
const MAX_ROUNDS = 5;

/**
 * Creates the operation. It evaluates the request's conditions against the revision that it read, and the
 * write succeeds only for that revision. Of two updates of one revision, one succeeds.
 * @throws NotFoundError also for a foo of another account; PreconditionFailedError, ConcurrentChangeError
 */
export function updateFoo({
  foos,
  now,
  newId,
}: UpdateFooDependencies): (command: UpdateFooCommand) => Promise<Foo> {
  return async (command) => {
    const { sub, id, foo: content, preconditions } = command;
    const change = { ...content, updatedAt: new Date(now()).toISOString(), revision: newId() };
    if (!hasWritePreconditions(preconditions)) {
      const updated = isFooId(id) ? await foos.replace(sub, id, change) : undefined;
      if (!updated) throw new NotFoundError('The foo does not exist');
      return updated;
    }
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const { revision, updatedAt } = await findFooAsDemanded(foos, command);
      const updated = await foos.replace(sub, id, notBefore(updatedAt, change), revision);
      if (updated) return updated;
      // The first response may have been lost, and its retry refused.
      const current = await foos.get(sub, id);
      if (current?.revision === change.revision) return current;
      refuseWhenJudgedByDate(preconditions);
    }
    throw new ConcurrentChangeError('The foo keeps changing while it is being updated');
  };
}

/**
 * Keeps the time of a change from being before that of the state it replaces: the clocks of two functions may
 * disagree.
 */
function notBefore(replacedAt: string, change: FooChange): FooChange {
  return change.updatedAt < replacedAt ? { ...change, updatedAt: replacedAt } : change;
}
