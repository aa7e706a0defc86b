/** A foo as clients see it: its body, and the headers that identify its state. */
import { PreconditionFailedError } from '../shared/errors';
import { type Answer, notModified, ok } from '../shared/http/answer';
import { formatHttpDate } from '../shared/http/http-date';
import { judgePreconditions, type Preconditions, type Validators } from '../shared/http/preconditions';
import type { Foo } from './stores/foos';

/** A foo as clients see it. */
export type ShownFoo = Pick<Foo, 'id' | 'name' | 'note' | 'createdAt' | 'updatedAt'>;

/** Removes the members that only the store uses. */
export function toShownFoo({ revision, reservation, ...body }: Foo): ShownFoo {
  return body;
}

/** Returns the validators that a client's conditions are evaluated against. */
export function validatorsOf({ revision, updatedAt }: Foo): Validators {
  return { etag: `"${revision}"`, modifiedAt: Date.parse(updatedAt) };
}

/** Returns the headers by which a client recognizes the state (RFC 9110 section 8.8). */
export function fooHeaders(foo: Foo): Readonly<Record<'ETag' | 'Last-Modified', string>> {
  const { etag, modifiedAt } = validatorsOf(foo);
  return { ETag: etag, 'Last-Modified': formatHttpDate(modifiedAt) };
}

/**
 * Answers a request that reads a foo: with the foo, unless the client already has this state.
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
