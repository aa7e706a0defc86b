/** Changes the e-mail address of an account. A command for operators, without a route. */
import type { Account } from '../../accounts/account';
import type { Accounts } from '../../accounts/accounts';
import type { EmailAddress } from '../../accounts/identifiers/email-address';
import type { IdentifierPointers } from '../../accounts/identifiers/identifier-pointers';
import { toReservation } from '../../accounts/identifiers/reserve-identifier';
import { findFormerEmail, findOpenEmail, toFormerEmail } from '../../email/account-email';
import type { AccountEmails } from '../../email/account-emails';
import { abandonEmail, reserveEmail } from '../../email/reserve-email';
import type { Sessions } from '../../sessions/sessions';
import { findChosenUser, type UserChoice } from '../find-user';
import type { RecordAudit } from '../record-audit';
import type { EmailAdministration, EmailReplacement } from './email-administration';

/** The dependencies of the command. */
export interface ChangeUserEmailDependencies {
  readonly accounts: Pick<Accounts, 'find' | 'discard' | 'markSessionsRevoked'>;
  readonly names: Pick<IdentifierPointers, 'find'>;
  readonly emails: IdentifierPointers;
  readonly accountEmails: Pick<AccountEmails, 'restore'>;
  readonly emailAdministration: EmailAdministration;
  readonly sessions: Pick<Sessions, 'deleteAll'>;
  readonly newId: () => string;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  readonly recordAudit: RecordAudit;
}

/**
 * A change.
 *
 * - `set`: puts an address into use. The operator vouches for it.
 * - `verify`: puts the pending address into use. The operator vouches for it.
 * - `restore`: puts the former address back into use.
 * - `remove`: removes the address in use and the pending one.
 */
export type UserEmailChange =
  | { readonly does: 'set'; readonly email: EmailAddress }
  | { readonly does: 'verify' | 'restore' | 'remove' };

/** The change, and the user. */
export interface ChangeUserEmailCommand {
  readonly choice: UserChoice;
  readonly change: UserEmailChange;
}

/** The result. */
export interface ChangedUserEmail {
  readonly username: string;
  /** The address in use. @default - none */
  readonly email?: string | undefined;
  /** Whether all sessions were ended. */
  readonly endedSessions: boolean;
}

/** A change of one account: the address to put into use, and what else to write. */
interface Plan extends Omit<EmailReplacement, 'email'> {
  /** @default - the account has no address afterwards */
  readonly address?: { readonly address: string; readonly shown: string } | undefined;
}

/** How many attempts a change makes when concurrent requests change the account. */
const MAX_ATTEMPTS = 3;

/**
 * Returns the operation. It reserves the address, changes the account, which is the commit, ends the sessions,
 * confirms the address and releases the one before. It may be repeated after a failure.
 *
 * All sessions end, unless a pending address replaces one that is in use: an attacker may have opened them, as
 * at the first verification by a user.
 *
 * @throws Error with advice: an unknown user, an address that another account has, nothing to verify, restore or
 * remove, or an account that is being deleted
 */
export function changeUserEmail(
  deps: ChangeUserEmailDependencies,
): (command: ChangeUserEmailCommand) => Promise<ChangedUserEmail> {
  const { accounts, emails, accountEmails, emailAdministration, sessions, newId, now, recordAudit } = deps;

  /** @returns false when another request has changed the account */
  async function apply(account: Account, { address, ...plan }: Plan): Promise<boolean> {
    const { sub, securityVersion, email: present } = account;
    const email = address && { ...address, verifiedAt: now(), verifiedBy: newId() };
    const pointer = email && toReservation({ name: email.address, sub }, now());
    if (pointer && !(await reserveEmail(deps, pointer))) throw new Error(TAKEN);
    // before the commit: a pointer that differs afterwards was reserved again, and stays
    const replaced =
      present && present.address !== email?.address ? await emails.find(present.address) : undefined;
    if (!(await emailAdministration.replaceEmail(account, { ...plan, email }))) {
      if (pointer) await abandonEmail(deps, pointer);
      return false;
    }
    if (plan.endsSessions) {
      await sessions.deleteAll(sub);
      await accounts.markSessionsRevoked(account, securityVersion + 1);
    }
    if (pointer && !(await emails.confirm(pointer))) {
      // this took longer than the reservation lasts, and another account has taken the address
      await accountEmails.restore(account, email, present);
      throw new Error(TAKEN);
    }
    if (replaced?.sub === sub) await emails.release(replaced);
    return true;
  }

  return async ({ choice, change }) => {
    for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
      const account = await findChosenUser(deps, choice);
      const plan = toPlan(account, change, now());
      await recordAudit('operator_email_change', { sub: account.sub, kind: change.does });
      if (!(await apply(account, plan))) continue;
      return {
        username: account.username,
        email: plan.address?.shown,
        endedSessions: plan.endsSessions,
      };
    }
    throw new Error('Other requests kept changing the account: run the command again');
  };
}

const TAKEN = 'Another account has the address: remove it there first, with --remove';

/** @throws Error with advice: the account does not allow the change */
function toPlan(account: Account, change: UserEmailChange, now: number): Plan {
  const { username, state, email, pendingEmail, securityVersion, sessionsRevokedThroughVersion } = account;
  if (state === 'DELETING') {
    throw new Error(`The account of "${username}" is being deleted, so its address cannot be changed`);
  }
  switch (change.does) {
    case 'set': {
      const { normalised: address, shown } = change.email;
      return { address: { address, shown }, endsSessions: true };
    }
    case 'verify': {
      const pending = findOpenEmail(account, now);
      if (!pending) {
        throw new Error(
          `No address of "${username}" waits for a code that is still valid: use --set ADDRESS`,
        );
      }
      const { address, shown } = pending;
      const formerEmail = email?.address === address ? undefined : toFormerEmail(account, now);
      return { address: { address, shown }, formerEmail, pending, endsSessions: email === undefined };
    }
    case 'restore': {
      const former = findFormerEmail(account, now);
      if (!former) {
        throw new Error(
          `"${username}" has no former address of the last 7 days: use --set ADDRESS, after you identified the user`,
        );
      }
      const { address, shown } = former;
      return { address: { address, shown }, endsSessions: true };
    }
    case 'remove':
      // an earlier run may have stopped before it ended the sessions
      if (!email && !pendingEmail && sessionsRevokedThroughVersion === securityVersion) {
        throw new Error(`"${username}" has no address`);
      }
      return { endsSessions: true };
  }
}
