/** Lists what happened in an account, page by page. */
import { type FieldError, ValidationError } from '../../../shared/errors';
import type { Activity } from './activity';
import type { ActivityEntry } from './activity-entry';

/** A page to list. `limit` and `cursor` are as the client wrote them. */
export interface ListActivityCommand {
  readonly sub: string;
  /** 1 to 100. @default 20 */
  readonly limit?: string | undefined;
  /** A `cursor` of an earlier page. @default - from the newest entry */
  readonly cursor?: string | undefined;
}

/** An entry as clients see it. */
export interface ShownActivity extends Pick<ActivityEntry, 'kind' | 'device' | 'network'> {
  /** ISO 8601. */
  readonly at: string;
}

/** A page, newest first. */
export interface ActivityList {
  readonly items: readonly ShownActivity[];
  /** The cursor of the next page. Absent on the last. */
  readonly cursor?: string;
}

/** The dependencies of the operation. */
export interface ListActivityDependencies {
  readonly activity: Pick<Activity, 'list'>;
  /** Returns epoch milliseconds. */
  readonly now: () => number;
}

const DEFAULT_LIMIT = '20';

/** The ids of entries: see `toActivityEntry`. */
const ID = /^\d{13}-[\w-]{1,64}$/;

/**
 * Creates the operation.
 * @throws ValidationError for an invalid limit or cursor
 */
export function listActivity({
  activity,
  now,
}: ListActivityDependencies): (command: ListActivityCommand) => Promise<ActivityList> {
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

    const query = { limit: Number(limit), after, now: Math.floor(now() / 1000) };
    const { entries, next } = await activity.list(sub, query);
    return { items: entries.map(toShown), ...(next !== undefined && { cursor: encodeCursor(next) }) };
  };
}

function toShown({ at, kind, device, network }: ActivityEntry): ShownActivity {
  return {
    at: new Date(at).toISOString(),
    kind,
    ...(device && { device }),
    ...(network !== undefined && { network }),
  };
}

/** Encodes a cursor, which is opaque so that clients do not depend on its content. */
function encodeCursor(id: string): string {
  return Buffer.from(id).toString('base64url');
}

function decodeCursor(cursor: string): string | undefined {
  const id = Buffer.from(cursor, 'base64url').toString();
  return ID.test(id) && encodeCursor(id) === cursor ? id : undefined;
}
