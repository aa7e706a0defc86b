/** The store of what operators change about second factors, in memory. */
import type { Account } from '../../../lambda/identity/accounts/account';
import { FACTOR_ATTRIBUTES } from '../../../lambda/identity/factors/account-factor';
import {
  type FactorAdministration,
  hasFactors,
} from '../../../lambda/identity/operator/factors/factor-administration';

/** Creates a store over the accounts, with the contract of the real one. */
export function createMemoryFactorAdministration(items: Map<string, Account>): FactorAdministration {
  const findSame = ({ sub, securityVersion }: Account) => {
    const current = items.get(sub);
    const isSame = current?.state === 'ACTIVE' && current.securityVersion === securityVersion;
    return isSame && hasFactors(current) ? current : undefined;
  };
  return {
    async requestReset(account, at) {
      const current = findSame(account);
      const resetAt = current?.factorsResetAt ?? at;
      if (current) items.set(account.sub, { ...current, factorsResetAt: resetAt });
      return current && resetAt;
    },
    async resetNow(account) {
      const current = findSame(account);
      if (!current) return false;
      const kept = Object.entries(current).filter(
        ([name]) => name !== 'passkeys' && !FACTOR_ATTRIBUTES.some((attribute) => attribute === name),
      );
      items.set(account.sub, Object.fromEntries(kept) as unknown as Account);
      return true;
    },
  };
}
