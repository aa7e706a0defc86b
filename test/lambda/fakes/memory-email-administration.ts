/** The store of operators' changes to e-mail addresses, in memory. */
import type { Account } from '../../../lambda/identity/accounts/account';
import type { EmailAdministration } from '../../../lambda/identity/operator/email/email-administration';

/** Creates a store that uses another store's accounts, by `sub`, as the real ones share a table. */
export function createMemoryEmailAdministration(accounts: Map<string, Account>): EmailAdministration {
  return {
    async replaceEmail({ sub, securityVersion, email: present }, replacement) {
      const { email, formerEmail, pending, endsSessions } = replacement;
      const current = accounts.get(sub);
      const isUnchanged =
        current !== undefined &&
        current.state !== 'DELETING' &&
        current.securityVersion === securityVersion &&
        current.email?.verifiedBy === present?.verifiedBy &&
        (pending === undefined || current.pendingEmail?.challenge === pending.challenge);
      if (!isUnchanged) return email !== undefined && current?.email?.verifiedBy === email.verifiedBy;
      const { email: _email, pendingEmail: _pending, kept, expiresAt, ...rest } = current;
      accounts.set(sub, {
        ...rest,
        ...(email && { email }),
        ...(!email && expiresAt !== undefined && { expiresAt }),
        ...(formerEmail && { formerEmail }),
        ...(kept && !endsSessions && { kept }),
        securityVersion: securityVersion + Number(endsSessions),
      });
      return true;
    },
  };
}
