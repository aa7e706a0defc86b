/** Reads one foo. */
import { NotFoundError } from '../shared/errors';
import { isFooId } from './foo-id';
import type { Foo, Foos } from './stores/foos';

/**
 * Creates the operation.
 * @throws NotFoundError also for a foo of another account: its key is built from the caller's own id
 */
export function getFoo({
  foos,
}: {
  foos: Pick<Foos, 'get'>;
}): (command: { readonly sub: string; readonly id: string }) => Promise<Foo> {
  return async ({ sub, id }) => {
    const foo = isFooId(id) ? await foos.get(sub, id) : undefined;
    if (!foo) throw new NotFoundError('The foo does not exist');
    return foo;
  };
}
