/**
 * The store of the resets that are open at once, of which an account can have three. Parallel requests cannot
 * exceed them.
 */
import { type Attributes, toAttributes } from '../../../shared/table/attributes';
import { keyPrefixes } from '../../../shared/table/key-prefixes';
import { SCHEMA_VERSION } from '../../../shared/table/schema-version';
import type { Table } from '../../../shared/table/table';
import { MAX_OPEN_RESETS } from './reset-challenge';

/** An open reset. */
export interface OpenReset {
  /** The digest of its id. */
  readonly digest: string;
  /** When it expires, in epoch milliseconds. */
  readonly validUntil: number;
}

/** Stores open resets under a keyed hash of their account. */
export interface OpenResets {
  /** Returns the resets that have not been closed. They may have expired. */
  list(owner: string): Promise<readonly OpenReset[]>;
  /**
   * Opens one more. The calls are the same whether it is opened or not, unless parallel requests interfere.
   * @param now epoch milliseconds
   * @returns false when three others are open
   */
  open(owner: string, reset: OpenReset, now: number): Promise<boolean>;
  /** Closes resets. Does nothing when one of them is closed already. */
  close(owner: string, resets: readonly OpenReset[]): Promise<void>;
}

/** Each place holds one open reset. */
const PLACES = Array.from({ length: MAX_OPEN_RESETS }, (_, index) => `open${index + 1}`);

/** Creates a store that keeps open resets in the DynamoDB table. */
export function createDynamoOpenResets(table: Table): OpenResets {
  const keyOf = (owner: string) =>
    toAttributes({ pk: `${keyPrefixes.challenge}OPEN#${owner}`, sk: 'OPEN_RESETS' });

  /** Returns the open reset of each place. */
  async function read(owner: string): Promise<ReadonlyMap<string, OpenReset>> {
    const item = (await table.read(keyOf(owner), PLACES)) ?? {};
    return new Map(PLACES.flatMap((place) => toEntry(place, item[place]?.M)));
  }

  async function put(owner: string, place: string, reset: OpenReset, now: number): Promise<boolean> {
    const { digest, validUntil } = reset;
    const written = await table.update({
      Key: keyOf(owner),
      // if only the response was lost, a retry inside the SDK finds its own first write
      ConditionExpression:
        'attribute_not_exists(#place) OR #place.#until <= :now OR #place.#digest = :digest',
      UpdateExpression: 'SET #place = :reset, #v = :v, #expiresAt = :expiresAt',
      ExpressionAttributeNames: {
        '#place': place,
        '#until': 'validUntil',
        '#digest': 'digest',
        '#v': 'v',
        '#expiresAt': 'expiresAt',
      },
      ExpressionAttributeValues: toAttributes({
        ':now': now,
        ':digest': digest,
        ':reset': { digest, validUntil },
        ':v': SCHEMA_VERSION,
        ':expiresAt': Math.ceil(validUntil / 1000),
      }),
    });
    return written.isApplied;
  }

  return {
    list: async (owner) => [...(await read(owner)).values()],

    async open(owner, reset, now) {
      // every place that is lost to a parallel request leaves one less to try
      for (let attempts = 0; attempts <= MAX_OPEN_RESETS; attempts++) {
        const taken = await read(owner);
        const free = PLACES.find((place) => (taken.get(place)?.validUntil ?? 0) <= now);
        // also without a free place, so that the calls are the same: the condition refuses it
        if (await put(owner, free ?? (PLACES[0] as string), reset, now)) return true;
        if (free === undefined) return false;
      }
      return false;
    },

    async close(owner, resets) {
      const taken = [...(await read(owner))];
      const places = taken.filter(([, { digest }]) => resets.some((reset) => reset.digest === digest));
      if (places.length === 0) return;
      const each = (write: (index: number) => string) => places.map((_, index) => write(index));
      await table.update({
        Key: keyOf(owner),
        ConditionExpression: each((index) => `#place${index}.#digest = :digest${index}`).join(' AND '),
        UpdateExpression: `REMOVE ${each((index) => `#place${index}`).join(', ')}`,
        ExpressionAttributeNames: {
          '#digest': 'digest',
          ...Object.fromEntries(places.map(([place], index) => [`#place${index}`, place])),
        },
        ExpressionAttributeValues: toAttributes(
          Object.fromEntries(places.map(([, { digest }], index) => [`:digest${index}`, digest])),
        ),
      });
    },
  };
}

function toEntry(place: string, map: Attributes | undefined): [string, OpenReset][] {
  const digest = map?.digest?.S;
  const validUntil = Number(map?.validUntil?.N ?? Number.NaN);
  return digest === undefined || !Number.isFinite(validUntil) ? [] : [[place, { digest, validUntil }]];
}
