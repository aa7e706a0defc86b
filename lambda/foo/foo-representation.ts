/** How a foo is shown: its body, and the headers that name its state. */
import { formatHttpDate } from '../shared/http/http-date';
import type { Validators } from '../shared/http/preconditions';
import type { Foo } from './foos';

/** A foo as clients see it. */
export type FooBody = Pick<Foo, 'id' | 'name' | 'note' | 'createdAt' | 'updatedAt'>;

/** Leaves out what only the store needs to know. */
export function toFooBody({ revision, reservation, ...body }: Foo): FooBody {
  return body;
}

/** What a client's conditions are judged by. */
export function validatorsOf({ revision, updatedAt }: Foo): Validators {
  return { etag: `"${revision}"`, modifiedAt: Date.parse(updatedAt) };
}

/** The headers by which a client knows the state again (RFC 9110 section 8.8). */
export function fooHeaders(foo: Foo): Readonly<Record<'ETag' | 'Last-Modified', string>> {
  const { etag, modifiedAt } = validatorsOf(foo);
  return { ETag: etag, 'Last-Modified': formatHttpDate(modifiedAt) };
}
