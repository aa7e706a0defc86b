/** The store of accounts' data, in memory. */
import type { AccountData, ExportedItem } from '../../../lambda/identity/accounts/account-data';
import type { IdentifierPointers } from '../../../lambda/identity/accounts/identifiers/identifier-pointers';

const DELETED_AT_ONCE = 2;

/** A fake store. */
export interface MemoryAccountData extends AccountData {
  /** Items in the order of their `id`, by the kind's prefix and the `sub`, as in the partition key. */
  readonly items: Map<string, ExportedItem[]>;
  /** The accounts that may no longer create items. */
  readonly closed: Set<string>;
}

/**
 * Creates an empty store with the contract of the real one. `deleteSome` deletes two items.
 * @param pointers the pointers of passkeys. Default: no item has one
 */
export function createMemoryAccountData(pointers?: Pick<IdentifierPointers, 'release'>): MemoryAccountData {
  const items = new Map<string, ExportedItem[]>();
  const closed = new Set<string>();
  return {
    items,
    closed,
    async readPage({ sub, kind, limit, after }) {
      const all = (items.get(kind.prefix + sub) ?? []).filter(
        ({ id = '' }) => after === undefined || id > after,
      );
      const page = all.slice(0, limit);
      const last = page.at(-1)?.id;
      return { items: page, ...(all.length > limit && last !== undefined && { next: String(last) }) };
    },
    async refuseCreation(sub) {
      closed.add(sub);
    },
    async deleteSome(sub, kind) {
      const stored = items.get(kind.prefix + sub) ?? [];
      const left = stored.slice(DELETED_AT_ONCE);
      if (kind.pointers) {
        for (const { id } of stored.slice(0, DELETED_AT_ONCE)) {
          await pointers?.release({ name: String(id), sub });
        }
      }
      if (left.length > 0) items.set(kind.prefix + sub, left);
      else items.delete(kind.prefix + sub);
      return left.length === 0;
    },
  };
}
