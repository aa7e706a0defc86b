/** Lists an account's foos, page by page. */
import { type FieldError, ValidationError } from '../shared/errors';
import { isFooId } from './foo-id';
import { type ShownFoo, toShownFoo } from './foo-representation';
import type { Foos } from './stores/foos';

/** A page to list. `limit` and `cursor` are as the client wrote them. */
export interface ListFoosCommand {
  readonly sub: string;
  /** 1 to 100. @default 20 */
  readonly limit?: string | undefined;
  /** A `cursor` of an earlier page. @default - from the newest foo */
  readonly cursor?: string | undefined;
}

/** A page, newest first. */
export interface FooList {
  readonly items: readonly ShownFoo[];
  /** The cursor of the next page. Absent on the last. */
  readonly cursor?: string;
}

const DEFAULT_LIMIT = '20';

/**
 * Creates the operation.
 * @throws ValidationError for an invalid limit or cursor
 */
export function listFoos({ foos }: { foos: Foos }): (command: ListFoosCommand) => Promise<FooList> {
  return async ({ sub, limit = DEFAULT_LIMIT, cursor }) => {
    const faults: FieldError[] = [];
    if (!/^([1-9]\d?|100)$/.test(limit)) {
      faults.push({ parameter: 'limit', detail: 'must be a whole number from 1 to 100' });
    }
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    if (cursor !== undefined && after === undefined) {
      faults.push({ parameter: 'cursor', detail: 'must be an unchanged cursor of an earlier response' });
    }
    if (faults.length > 0) throw new ValidationError(faults);

    const { items, next } = await foos.list(sub, { limit: Number(limit), after });
    return { items: items.map(toShownFoo), ...(next !== undefined && { cursor: encodeCursor(next) }) };
  };
}

/** Encodes a cursor, which is opaque so that clients do not depend on its content. */
function encodeCursor(id: string): string {
  return Buffer.from(id).toString('base64url');
}

function decodeCursor(cursor: string): string | undefined {
  const id = Buffer.from(cursor, 'base64url').toString();
  return isFooId(id) && encodeCursor(id) === cursor ? id : undefined;
}
