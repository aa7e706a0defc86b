/** The store of marks on addresses, in memory. */

import type { Account } from '../../../lambda/identity/accounts/account';
import type { AccountEmail } from '../../../lambda/identity/email/account-email';
import type { UndeliverableEmails } from '../../../lambda/identity/email/feedback/undeliverable-emails';
import type { MemoryAccounts } from './memory-accounts';

/** Creates a store over the accounts, with the contract of the real one. */
export function createMemoryUndeliverableEmails({
  items,
}: Pick<MemoryAccounts, 'items'>): UndeliverableEmails {
  const emailOf = ({ sub }: Pick<Account, 'sub'>): AccountEmail | undefined => items.get(sub)?.email;
  const store = (sub: string, change: Partial<Account>) =>
    items.set(sub, { ...(items.get(sub) as Account), ...change });
  return {
    async find({ sub }) {
      const account = items.get(sub);
      const { email, pendingEmail } = account ?? {};
      return account && { ...(email && { email }), ...(pendingEmail && { pendingEmail }) };
    },
    async mark(account, { verifiedBy }, undeliverable) {
      const email = emailOf(account);
      if (email?.verifiedBy !== verifiedBy) return false;
      if (email.undeliverable) return email.undeliverable.at === undeliverable.at;
      const marked: AccountEmail = { ...email, undeliverable };
      store(account.sub, { email: marked });
      return true;
    },
    async clear(account, { verifiedBy }) {
      const present = emailOf(account);
      if (present?.verifiedBy !== verifiedBy) return false;
      const { undeliverable: _, ...email } = present;
      store(account.sub, { email });
      return true;
    },
  };
}
