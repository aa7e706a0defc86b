/** A foo as its creation stores it. */
import type { Foo } from '../../../lambda/foo/stores/foos';

const THEN = '2026-01-02T03:04:05.000Z';

/** Makes one; what names its first state is its id. */
export function newFoo(id: string, more: Partial<Foo> = {}): Foo {
  return { id, name: `foo ${id}`, createdAt: THEN, updatedAt: THEN, revision: id, ...more };
}
