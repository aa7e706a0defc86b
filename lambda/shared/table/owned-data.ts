/** What belongs to an account beside its sign-in: the list by which it is exported, and by which it is deleted. */
import { keyPrefixes } from './key-prefixes';

/** Items of one kind, all in the partition `<prefix><sub>`. */
export interface OwnedItems {
  /** What they are called in an export. */
  readonly type: string;
  readonly prefix: string;
  /** The attributes that an export shows, by the names it gives them; what is left out says nothing of anybody. */
  readonly exported: Readonly<Record<string, string>>;
}

/** Sessions are listed for the export; they have an order of their own when an account is deleted. */
export const ownedSessions: OwnedItems = {
  type: 'session',
  prefix: keyPrefixes.session,
  // without the digests of its refresh tokens
  exported: {
    id: 'sk',
    username: 'username',
    scope: 'scope',
    createdAt: 'createdAt',
    authTime: 'authTime',
    lastUsedAt: 'lastUsedAt',
    passwordVersion: 'passwordVersion',
    refreshedAt: 'rotatedAt',
    expiresAt: 'expiresAt',
    ip: 'ip',
    userAgent: 'userAgent',
  },
};

/** The counts of foos: one is left for a while when an account is deleted, to refuse what its last tokens may still create. */
export const ownedCounts: OwnedItems = {
  type: 'foo_count',
  prefix: keyPrefixes.fooCount,
  exported: { count: 'count' },
};

/** Everything else: it is deleted with its account. A new kind of item that belongs to an account has to be added here. */
export const ownedData: readonly OwnedItems[] = [
  {
    type: 'foo',
    prefix: keyPrefixes.foo,
    // without its revision, and the digest of the key that created it
    exported: { id: 'sk', name: 'name', note: 'note', createdAt: 'createdAt', updatedAt: 'updatedAt' },
  },
  {
    type: 'idempotency_key',
    prefix: keyPrefixes.idempotency,
    // without the digests of the key and of the body
    exported: { fooId: 'id', createdAt: 'createdAt', expiresAt: 'expiresAt' },
  },
];
