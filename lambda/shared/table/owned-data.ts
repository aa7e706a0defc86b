/**
 * The data that belongs to an account, apart from the account and its name. Export and deletion use this list.
 */
import type { Feature, OptionalFeature } from '../../routes';
import { CEREMONY_KEY, keyPrefixes } from './key-prefixes';

/** Items of one kind, all in the partition `<prefix><sub>`. */
export interface OwnedItems {
  /** A stage that does not serve this feature has no such items, and no permission to read them. */
  readonly feature: Feature;
  /** Their type in an export. */
  readonly type: string;
  readonly prefix: string;
  /**
   * The attributes that an export shows, by their names in it. The omitted attributes are not personal data.
   */
  readonly exported: Readonly<Record<string, string>>;
  /** Begins the `sk` of items that expire soon, and that no export shows. @default - it shows all items */
  readonly hiddenKey?: string;
  /**
   * The kind of the pointers that lead from the other items to the account. They are released first, so that an
   * interrupted deletion still finds them.
   * @default - none
   */
  readonly pointers?: 'credential';
}

/** Sessions, as an export lists them. Their deletion with an account has its own order. */
export const ownedSessions: OwnedItems = {
  feature: 'core',
  type: 'session',
  prefix: keyPrefixes.session,
  // Without the digests of its refresh tokens.
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

/**
 * The counts of foos. When an account is deleted, a count is kept for a while, to refuse what the account's
 * last tokens may still create.
 */
export const ownedCounts: OwnedItems = {
  feature: 'example',
  type: 'foo_count',
  prefix: keyPrefixes.fooCount,
  exported: { count: 'count' },
};

/** All other kinds, deleted with their account. Add any new kind of item that belongs to an account here. */
export const ownedData: readonly OwnedItems[] = [
  {
    feature: 'example',
    type: 'foo',
    prefix: keyPrefixes.foo,
    // Without its revision, and the digest of the key that created it.
    exported: { id: 'sk', name: 'name', note: 'note', createdAt: 'createdAt', updatedAt: 'updatedAt' },
  },
  {
    feature: 'example',
    type: 'idempotency_key',
    prefix: keyPrefixes.idempotency,
    // Without the digests of the key and of the body.
    exported: { fooId: 'id', createdAt: 'createdAt', expiresAt: 'expiresAt' },
  },
  {
    feature: 'factors',
    type: 'factor',
    prefix: keyPrefixes.factor,
    // Without its secret.
    exported: {
      id: 'sk',
      name: 'name',
      createdAt: 'createdAt',
      securityVersion: 'securityVersion',
      sid: 'sid',
    },
  },
  {
    feature: 'passkeys',
    type: 'passkey',
    prefix: keyPrefixes.passkey,
    // Without the credential, its key and its counter.
    exported: {
      id: 'sk',
      name: 'name',
      addedAt: 'addedAt',
      lastUsedAt: 'lastUsedAt',
      transports: 'transports',
      syncable: 'isBackupEligible',
      synced: 'isBackedUp',
    },
    hiddenKey: CEREMONY_KEY,
    pointers: 'credential',
  },
  {
    feature: 'activity',
    type: 'activity',
    prefix: keyPrefixes.activity,
    exported: {
      id: 'sk',
      at: 'at',
      kind: 'kind',
      device: 'device',
      network: 'network',
      expiresAt: 'expiresAt',
    },
  },
];

/** The kinds of data that belong to accounts, where some features are served. */
export interface OwnedData {
  /** See `ownedCounts`. */
  readonly counts: readonly OwnedItems[];
  /** See `ownedData`. */
  readonly items: readonly OwnedItems[];
}

/** The kinds of data that belong to accounts, where every feature is served. */
export const everyOwnedData: OwnedData = { counts: [ownedCounts], items: ownedData };

/** Selects the kinds of data that belong to accounts, where the given features are served. */
export function selectOwnedData(features: readonly OptionalFeature[]): OwnedData {
  const isServed = ({ feature }: OwnedItems) => feature === 'core' || features.includes(feature);
  return { counts: everyOwnedData.counts.filter(isServed), items: everyOwnedData.items.filter(isServed) };
}
