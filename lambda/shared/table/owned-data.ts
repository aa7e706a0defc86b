/** What belongs to an account beside itself and its name: the list by which it is exported, and by which it is deleted. */
import type { Feature, OptionalFeature } from '../../routes';
import { keyPrefixes } from './key-prefixes';

/** Items of one kind, all in the partition `<prefix><sub>`. */
export interface OwnedItems {
  /** A stage that does not serve it has none of them, and no right to read them. */
  readonly feature: Feature;
  /** What they are called in an export. */
  readonly type: string;
  readonly prefix: string;
  /** The attributes that an export shows, by the names it gives them; what is left out says nothing of anybody. */
  readonly exported: Readonly<Record<string, string>>;
}

/** Sessions are listed for the export; they have an order of their own when an account is deleted. */
export const ownedSessions: OwnedItems = {
  feature: 'core',
  type: 'session',
  prefix: keyPrefixes.session,
  // without the digests of its refresh tokens
  exported: {
    id: 'sk',
    username: 'username',
    usernameVersion: 'usernameVersion',
    scope: 'scope',
    createdAt: 'createdAt',
    authTime: 'authTime',
    amr: 'amr',
    lastUsedAt: 'lastUsedAt',
    securityVersion: 'securityVersion',
    refreshedAt: 'rotatedAt',
    expiresAt: 'expiresAt',
    ip: 'ip',
    userAgent: 'userAgent',
  },
};

/** The counts of foos: one is left for a while when an account is deleted, to refuse what its last tokens may still create. */
export const ownedCounts: OwnedItems = {
  feature: 'example',
  type: 'foo_count',
  prefix: keyPrefixes.fooCount,
  exported: { count: 'count' },
};

/** Everything else: it is deleted with its account. A new kind of item that belongs to an account has to be added here. */
export const ownedData: readonly OwnedItems[] = [
  {
    feature: 'example',
    type: 'foo',
    prefix: keyPrefixes.foo,
    // without its revision, and the digest of the key that created it
    exported: { id: 'sk', name: 'name', note: 'note', createdAt: 'createdAt', updatedAt: 'updatedAt' },
  },
  {
    feature: 'example',
    type: 'idempotency_key',
    prefix: keyPrefixes.idempotency,
    // without the digests of the key and of the body
    exported: { fooId: 'id', createdAt: 'createdAt', expiresAt: 'expiresAt' },
  },
];

/** What belongs to accounts where some features are served. */
export interface OwnedData {
  /** See `ownedCounts`. */
  readonly counts: readonly OwnedItems[];
  /** See `ownedData`. */
  readonly items: readonly OwnedItems[];
}

/** What belongs to accounts where every feature is served. */
export const everyOwnedData: OwnedData = { counts: [ownedCounts], items: ownedData };

/** Selects what belongs to accounts where the given features are served. */
export function selectOwnedData(features: readonly OptionalFeature[]): OwnedData {
  const isServed = ({ feature }: OwnedItems) => feature === 'core' || features.includes(feature);
  return { counts: everyOwnedData.counts.filter(isServed), items: everyOwnedData.items.filter(isServed) };
}
