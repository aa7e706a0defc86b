/** The store of operators' changes to accounts, in memory. */
import type { Account } from '../../../lambda/identity/accounts/account';
import type { AccountAdministration } from '../../../lambda/identity/operator/account-administration';

/** Creates a store that uses another store's accounts, by `sub`, as the real ones share a table. */
export function createMemoryAccountAdministration(accounts: Map<string, Account>): AccountAdministration {
  return {
    async disable({ sub }) {
      const account = accounts.get(sub);
      if (account?.state === 'ACTIVE') {
        const { kept: _, ...rest } = account;
        accounts.set(sub, { ...rest, state: 'DISABLED', securityVersion: account.securityVersion + 1 });
      }
      return accounts.get(sub)?.state === 'DISABLED';
    },
    async enable({ sub, securityVersion }) {
      const account = accounts.get(sub);
      if (account?.state === 'DISABLED' && account.securityVersion === securityVersion) {
        accounts.set(sub, { ...account, state: 'ACTIVE', sessionsRevokedThroughVersion: securityVersion });
      }
      return accounts.get(sub)?.state === 'ACTIVE';
    },
    async setTemporaryPassword({ sub, passwordHash, securityVersion }, { hash, until }) {
      const account = accounts.get(sub);
      if (
        account?.state === 'ACTIVE' &&
        account.passwordHash === passwordHash &&
        account.securityVersion === securityVersion
      ) {
        const { kept: _, ...rest } = account;
        accounts.set(sub, {
          ...rest,
          passwordHash: hash,
          securityVersion: securityVersion + 1,
          passwordTemporaryUntil: until,
          changeAttempts: { ...account.changeAttempts, failures: 0 },
        });
      }
      return accounts.get(sub)?.passwordHash === hash;
    },
  };
}
