/** The store of accounts' ends, in memory. */
import type { AccountEnds } from '../../../lambda/identity/email/policy/account-ends';
import type { MemoryAccounts } from './memory-accounts';

/** Creates a store over the accounts, with the contract of the real one. */
export function createMemoryAccountEnds({ items }: Pick<MemoryAccounts, 'items'>): AccountEnds {
  return {
    async remove({ sub, expiresAt: end }) {
      const current = items.get(sub);
      if (current?.state !== 'ACTIVE' || current.expiresAt !== end) return false;
      const { expiresAt: _removed, ...lasting } = current;
      items.set(sub, lasting);
      return true;
    },
  };
}
