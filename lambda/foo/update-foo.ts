/** Replaces what a foo says. */
import { ConcurrentChangeError, NotFoundError } from '../shared/errors';
import { hasWritePreconditions } from '../shared/http/preconditions';
import { type FooDemand, findFooAsDemanded, refuseWhenJudgedByDate } from './find-foo-as-demanded';
import { isFooId } from './foo-id';
import type { Foo, FooChange, FooContent, Foos } from './stores/foos';

/** What an update needs. */
export interface UpdateFooDependencies {
  readonly foos: Pick<Foos, 'get' | 'replace'>;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  /** A new UUIDv7, which no other revision has. */
  readonly newId: () => string;
}

/** A foo to replace, and by what. */
export interface UpdateFooCommand extends FooDemand {
  readonly foo: FooContent;
}

/** A foo that changes more often while it is being updated is left for another request. */
const MAX_ROUNDS = 5;

/**
 * Makes the operation. What a request demands of the foo's state is judged by the revision that was read, and the write is made
 * on condition of it: of two updates of the same revision one succeeds.
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
      // the answer to the write may have been lost, and its repetition refused
      const current = await foos.get(sub, id);
      if (current?.revision === change.revision) return current;
      refuseWhenJudgedByDate(preconditions);
    }
    throw new ConcurrentChangeError('The foo keeps changing while it is being updated');
  };
}

/** Clocks of two functions may disagree: the time of a change is never before that of the state which it replaces. */
function notBefore(replacedAt: string, change: FooChange): FooChange {
  return change.updatedAt < replacedAt ? { ...change, updatedAt: replacedAt } : change;
}
