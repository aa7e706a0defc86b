/** Creates foos as the operation stores them. */
import type { Foo } from '../../../lambda/foo/stores/foos';

const THEN = '2026-01-02T03:04:05.000Z';

/** Creates a foo. Its first revision is its id. */
export function newFoo(id: string, more: Partial<Foo> = {}): Foo {
  return { id, name: `foo ${id}`, createdAt: THEN, updatedAt: THEN, revision: id, ...more };
}
