/** How a foo is shown: its body, and the headers that name its state. */
import { PreconditionFailedError } from '../shared/errors';
import { type Answer, notModified, ok } from '../shared/http/answer';
import { formatHttpDate } from '../shared/http/http-date';
import { judgePreconditions, type Preconditions, type Validators } from '../shared/http/preconditions';
import type { Foo } from './stores/foos';

/** A foo as clients see it. */
export type ShownFoo = Pick<Foo, 'id' | 'name' | 'note' | 'createdAt' | 'updatedAt'>;

/** Leaves out what only the store needs to know. */
export function toShownFoo({ revision, reservation, ...body }: Foo): ShownFoo {
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

/**
 * Answers a request that reads a foo: with the foo, unless the client has it in this state.
 * @throws PreconditionFailedError
 */
export function answerRead(foo: Foo, preconditions: Preconditions): Answer {
  const headers = fooHeaders(foo);
  switch (judgePreconditions(preconditions, validatorsOf(foo), 'read')) {
    case 'met':
      return ok(toShownFoo(foo), headers);
    case 'not-modified':
      return notModified(headers);
    case 'failed':
      throw new PreconditionFailedError('The foo does not satisfy the preconditions of the request');
  }
}
