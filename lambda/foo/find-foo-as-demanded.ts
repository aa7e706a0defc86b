/** Finds a foo to change, if it is in the state that the request requires. */
import { NotFoundError, PreconditionFailedError } from '../shared/errors';
import { judgePreconditions, type Preconditions } from '../shared/http/preconditions';
import { isFooId } from './foo-id';
import { validatorsOf } from './foo-representation';
import type { Foo, Foos } from './stores/foos';

/** A foo, and the request's conditions on its state. */
export interface FooDemand {
  readonly sub: string;
  readonly id: string;
  readonly preconditions: Preconditions;
}

/**
 * Reads the foo.
 * @throws NotFoundError also for a foo of another account; PreconditionFailedError
 */
export async function findFooAsDemanded(
  foos: Pick<Foos, 'get'>,
  { sub, id, preconditions }: FooDemand,
): Promise<Foo> {
  const foo = isFooId(id) ? await foos.get(sub, id) : undefined;
  if (!foo) throw new NotFoundError('The foo does not exist');
  if (judgePreconditions(preconditions, validatorsOf(foo), 'write') !== 'met') {
    throw new PreconditionFailedError('The foo does not satisfy the preconditions of the request');
  }
  return foo;
}

/**
 * Rejects a request whose condition is a date, when the foo was changed after it was read. Dates are too
 * coarse to show such a change.
 * @throws PreconditionFailedError
 */
export function refuseWhenJudgedByDate({ ifMatch, ifUnmodifiedSince }: Preconditions): void {
  if (ifMatch === undefined && ifUnmodifiedSince !== undefined) {
    throw new PreconditionFailedError('The foo was changed during the request');
  }
}
