/** The store of accounts' e-mail addresses, in memory. */
import type { Account } from '../../../lambda/identity/accounts/account';
import { keepSession } from '../../../lambda/identity/accounts/kept-session';
import {
  findFormerEmail,
  MAX_CODE_ATTEMPTS,
  type PendingEmail,
  toFormerEmail,
} from '../../../lambda/identity/email/account-email';
import type { AccountEmails } from '../../../lambda/identity/email/account-emails';
import type { MemoryAccounts } from './memory-accounts';

/** Creates a store over the accounts, with the contract of the real one. */
export function createMemoryAccountEmails({ items }: Pick<MemoryAccounts, 'items'>): AccountEmails {
  const findActive = ({ sub }: Pick<Account, 'sub'>) => {
    const current = items.get(sub);
    return current?.state === 'ACTIVE' ? current : undefined;
  };
  const findOpen = (account: Account, { challenge, securityVersion }: PendingEmail) => {
    const current = findActive(account);
    const isOpen =
      current?.securityVersion === securityVersion && current.pendingEmail?.challenge === challenge;
    return isOpen ? current : undefined;
  };
  const store = (account: Account) => {
    const { email, pendingEmail, formerEmail, expiresAt, ...rest } = account;
    items.set(account.sub, {
      ...rest,
      ...(email && { email }),
      ...(pendingEmail && { pendingEmail }),
      ...(formerEmail && { formerEmail }),
      ...(expiresAt !== undefined && { expiresAt }),
    });
  };
  return {
    async setPending(account, pendingEmail) {
      const current = findActive(account);
      if (current?.securityVersion !== pendingEmail.securityVersion) return false;
      store({ ...current, pendingEmail });
      return true;
    },
    async dropPending({ sub }, { challenge }) {
      const current = items.get(sub);
      if (current?.pendingEmail?.challenge === challenge) store({ ...current, pendingEmail: undefined });
    },
    async countAttempt(account, pending) {
      const current = findOpen(account, pending);
      if (!current?.pendingEmail || current.pendingEmail.attempts >= MAX_CODE_ATTEMPTS) return false;
      const { attempts } = current.pendingEmail;
      store({ ...current, pendingEmail: { ...current.pendingEmail, attempts: attempts + 1 } });
      return true;
    },
    async verify(account, pending, email, keptSid) {
      const current = findOpen(account, pending);
      if (!current || current.email?.verifiedBy !== account.email?.verifiedBy) {
        return items.get(account.sub)?.email?.verifiedBy === email.verifiedBy;
      }
      const raised = keptSid !== undefined && {
        securityVersion: pending.securityVersion + 1,
        kept: keepSession(account, keptSid),
      };
      const isSame = account.email?.address === email.address;
      const formerEmail = (isSame ? findFormerEmail : toFormerEmail)(account, email.verifiedAt);
      store({ ...current, ...raised, email, pendingEmail: undefined, formerEmail, expiresAt: undefined });
      return true;
    },
    async restore({ sub, expiresAt }, lost, former) {
      const current = items.get(sub);
      if (current?.email?.verifiedBy === lost.verifiedBy)
        store({ ...current, email: former, ...(!former && { expiresAt }) });
    },
    async remove(account, at) {
      const current = findActive(account);
      if (!current || current.email?.verifiedBy !== account.email?.verifiedBy) {
        return current !== undefined && current.email === undefined;
      }
      const formerEmail = toFormerEmail(account, at);
      store({ ...current, email: undefined, pendingEmail: undefined, formerEmail });
      return true;
    },
  };
}
