/** The store of addresses taken over from another system, in memory. */
import type { Account } from '../../../lambda/identity/accounts/account';
import type { MigratedAccountEmails } from '../../../lambda/identity/email/migration/migrated-account-emails';

/** Creates a store that uses another store's accounts, by `sub`, as the real ones share a table. */
export function createMemoryMigratedEmails(accounts: Map<string, Account>): MigratedAccountEmails {
  return {
    async put({ sub, securityVersion }, email) {
      const current = accounts.get(sub);
      const isUnchanged =
        current?.state === 'ACTIVE' &&
        current.securityVersion === securityVersion &&
        current.passwordHash === '$cognito$' &&
        current.email === undefined;
      if (!isUnchanged) return current?.email?.verifiedBy === email.verifiedBy;
      accounts.set(sub, { ...current, email });
      return true;
    },
  };
}
