/** Reads and evaluates a request's conditions on the state of its resource (RFC 9110 section 13). */
import { type FieldError, ValidationError } from '../errors';
import { parseHttpDate } from './http-date';

/** The entity tags of a list, weak ones with their `W/`. `*` matches any. */
export type EntityTags = '*' | readonly string[];

/** The conditions of a request. Times are in epoch milliseconds. */
export interface Preconditions {
  readonly ifMatch?: EntityTags | undefined;
  readonly ifNoneMatch?: EntityTags | undefined;
  readonly ifModifiedSince?: number | undefined;
  readonly ifUnmodifiedSince?: number | undefined;
}

/** The state of a resource that conditions are evaluated against. */
export interface Validators {
  /** A strong entity tag, in quotes. */
  readonly etag: string;
  /** Epoch milliseconds. */
  readonly modifiedAt: number;
}

/** `not-modified`: the client already has the current state. */
export type Verdict = 'met' | 'not-modified' | 'failed';

const ENTITY_TAG = /(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/y;

/**
 * Reads the conditions of a request. A malformed date is ignored, as RFC 9110 requires.
 * @param header returns a header's value, all of its lines as one
 * @param nowMillis the time in epoch milliseconds
 * @throws ValidationError for a value that is not a list of entity tags
 */
export function readPreconditions(
  header: (name: string) => string | undefined,
  nowMillis: number,
): Preconditions {
  const faults: FieldError[] = [];
  const readTags = (name: string) => {
    const value = header(name.toLowerCase());
    const tags = value === undefined ? undefined : parseEntityTags(value);
    if (value !== undefined && tags === undefined) {
      faults.push({ header: name, detail: 'must be "*" or a list of entity tags in double quotes' });
    }
    return tags;
  };
  const readDate = (name: string) => {
    const value = header(name);
    return value === undefined ? undefined : parseHttpDate(value.trim(), nowMillis);
  };
  const preconditions = {
    ifMatch: readTags('If-Match'),
    ifNoneMatch: readTags('If-None-Match'),
    ifModifiedSince: readDate('if-modified-since'),
    ifUnmodifiedSince: readDate('if-unmodified-since'),
  };
  if (faults.length > 0) throw new ValidationError(faults);
  return preconditions;
}

/** Whether the outcome of a write depends on the resource's state. */
export function hasWritePreconditions({ ifMatch, ifNoneMatch, ifUnmodifiedSince }: Preconditions): boolean {
  return ifMatch !== undefined || ifNoneMatch !== undefined || ifUnmodifiedSince !== undefined;
}

/**
 * Evaluates the conditions in the order of RFC 9110 section 13.2.2, for a resource that exists.
 * @param access whether the request reads or changes the resource
 */
export function judgePreconditions(
  { ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince }: Preconditions,
  { etag, modifiedAt }: Validators,
  access: 'read' | 'write',
): Verdict {
  // Headers give dates to the second.
  const modified = modifiedAt - (modifiedAt % 1000);
  if (ifMatch !== undefined) {
    if (ifMatch !== '*' && !ifMatch.includes(etag)) return 'failed';
  } else if (ifUnmodifiedSince !== undefined && modified > ifUnmodifiedSince) {
    return 'failed';
  }
  const known = access === 'read' ? 'not-modified' : 'failed';
  if (ifNoneMatch !== undefined) {
    return ifNoneMatch === '*' || ifNoneMatch.some((tag) => toStrong(tag) === etag) ? known : 'met';
  }
  const isRead = access === 'read' && ifModifiedSince !== undefined;
  return isRead && modified <= ifModifiedSince ? 'not-modified' : 'met';
}

/** Returns the opaque part of a tag, which alone counts in a weak comparison (RFC 9110 section 8.8.3.2). */
function toStrong(tag: string): string {
  return tag.replace(/^W\//, '');
}

/**
 * Parses `*`, or a list whose elements may be empty (RFC 9110 section 5.6.1). Returns undefined for anything
 * else.
 */
function parseEntityTags(value: string): EntityTags | undefined {
  if (value.trim() === '*') return '*';
  const tags: string[] = [];
  let rest = 0;
  let isSeparated = true;
  while (rest < value.length) {
    const character = value[rest];
    if (character === ',' || character === ' ' || character === '\t') {
      isSeparated ||= character === ',';
      rest++;
      continue;
    }
    ENTITY_TAG.lastIndex = rest;
    const [tag] = ENTITY_TAG.exec(value) ?? [];
    if (tag === undefined || !isSeparated) return undefined;
    tags.push(tag);
    rest += tag.length;
    isSeparated = false;
  }
  return tags;
}
