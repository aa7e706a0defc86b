/** The store of username changes, in memory. */
import type { AccountUsernames } from '../../../lambda/identity/accounts/usernames/account-usernames';
import { usernameChangesOf } from '../../../lambda/identity/accounts/usernames/username-rules';
import type { MemoryAccounts } from './memory-accounts';

/** Creates a store over the accounts, with the contract of the real one. */
export function createMemoryAccountUsernames(accounts: Pick<MemoryAccounts, 'items'>): AccountUsernames {
  return {
    async replace(account, { name, username, usernameChanges }) {
      const current = accounts.items.get(account.sub);
      if (!current) return false;
      const isSame = current.usernameChanges?.version === account.usernameChanges?.version;
      if (isSame && current.state === 'ACTIVE') {
        accounts.items.set(account.sub, { ...current, name, username, usernameChanges });
        return true;
      }
      return current.username === username && current.usernameChanges?.version === usernameChanges?.version;
    },
    async markSpread(account, heldUntil) {
      const current = accounts.items.get(account.sub);
      const { version } = usernameChangesOf(account);
      if (!current?.usernameChanges || current.usernameChanges.version !== version) return;
      const usernameChanges = { ...current.usernameChanges, sessionsVersion: version, heldUntil };
      accounts.items.set(account.sub, { ...current, usernameChanges });
    },
  };
}
