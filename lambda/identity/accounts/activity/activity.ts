/** The store of what happened in accounts. Each account reaches only its own entries. */
import type { Attributes } from '../../../shared/table/attributes';
import { readNumber, readText, toAttributes } from '../../../shared/table/attributes';
import { keyPrefixes } from '../../../shared/table/key-prefixes';
import type { PartitionQuery } from '../../../shared/table/partition';
import { assertReadable, SCHEMA_VERSION } from '../../../shared/table/schema-version';
import type { Table } from '../../../shared/table/table';
import { isRoughDevice } from '../../email/notices/rough-device';
import type { ActivityEntry, ActivityKind } from './activity-entry';

/** A page to read. */
export interface ActivityQuery {
  readonly limit: number;
  /** Reads the entries after this id. @default - from the newest entry */
  readonly after?: string | undefined;
  /** Epoch seconds. Entries that have expired by then are left out. */
  readonly now: number;
}

/** A page, newest first. */
export interface ActivityPage {
  readonly entries: readonly ActivityEntry[];
  /** The id to read the next page after. Absent on the last. */
  readonly next?: string;
}

/** Stores what happened in accounts. */
export interface Activity {
  /** @throws DependencyUnavailableError */
  add(sub: string, entry: ActivityEntry): Promise<void>;
  /** @throws DependencyUnavailableError */
  list(sub: string, query: ActivityQuery): Promise<ActivityPage>;
}

/** The operations on the table that the store needs. */
export interface ActivityTable extends Pick<Table, 'put'> {
  /** Reads one page of a partition, in the order of the sort keys. */
  readPage(
    query: PartitionQuery,
  ): Promise<{ readonly items: readonly Attributes[]; readonly isLast: boolean }>;
}

/** The subject of errors about missing attributes. */
const OWNER = 'An activity entry';

const ATTRIBUTES = ['sk', 'v', 'at', 'kind', 'device', 'network', 'expiresAt'] as const;

/** Creates a store that keeps entries in the DynamoDB table. */
export function createDynamoActivity({ put, readPage }: ActivityTable): Activity {
  return {
    async add(sub, { id, ...entry }) {
      const key = { pk: keyPrefixes.activity + sub, sk: id };
      await put({ Item: toAttributes({ ...key, v: SCHEMA_VERSION, ...entry }) });
    },

    async list(sub, { limit, after, now }) {
      const pk = keyPrefixes.activity + sub;
      const { items, isLast } = await readPage({ pk, attributes: ATTRIBUTES, after, limit });
      const entries = items.map(toEntry);
      const next = isLast ? undefined : entries.at(-1)?.id;
      return {
        entries: entries.filter(({ expiresAt }) => expiresAt > now),
        ...(next !== undefined && { next }),
      };
    },
  };
}

/** @throws InternalError when attributes are missing, or a newer release wrote the item */
function toEntry(item: Attributes): ActivityEntry {
  assertReadable(item.v?.N);
  const device = item.device?.S;
  return {
    id: readText(item, 'sk', OWNER),
    at: readNumber(item, 'at', OWNER),
    kind: readText(item, 'kind', OWNER) as ActivityKind,
    ...(isRoughDevice(device) && { device }),
    ...(item.network?.S !== undefined && { network: item.network.S }),
    expiresAt: readNumber(item, 'expiresAt', OWNER),
  };
}
