/** Lets mails go to an account's address again. A command for operators, without a route. */

import type { FindByNameDependencies } from '../../accounts/identifiers/find-by-name';
import type { AccountEmail } from '../../email/account-email';
import type { UndeliverableEmails } from '../../email/feedback/undeliverable-emails';
import { findChosenUser, type UserChoice } from '../find-user';
import type { RecordAudit } from '../record-audit';

/** The dependencies of the command. */
export interface UnsuppressEmailDependencies extends FindByNameDependencies {
  readonly emails: Pick<UndeliverableEmails, 'find' | 'clear'>;
  /** Removes an address from SES's list. Returns false if it was not there. @default - there is no list */
  readonly removeFromList?: (address: string) => Promise<boolean>;
  readonly recordAudit: RecordAudit;
}

/** What the command found. */
export interface Unsuppressed {
  readonly username: string;
  /** The mark that it removed. @default - there was none */
  readonly mark?: AccountEmail['undeliverable'];
  /** Whether SES's list contained the address. @default - there is no list */
  readonly wasListed?: boolean;
}

/**
 * Returns the operation. It removes the address from SES's list first: with only the mark removed, SES would
 * report the next mail, and the address would be marked again. It may be repeated after a failure.
 * @throws Error with advice: an unknown user, or an account without an address
 */
export function unsuppressEmail(
  deps: UnsuppressEmailDependencies,
): (choice: UserChoice) => Promise<Unsuppressed> {
  const { emails, removeFromList, recordAudit } = deps;
  return async (choice) => {
    const account = await findChosenUser(deps, choice);
    const { sub, username } = account;
    const email = (await emails.find(account))?.email;
    if (!email) throw new Error(`The user "${username}" has no e-mail address: there is nothing to remove`);
    await recordAudit('operator_unsuppress', { sub });
    let wasListed: boolean | undefined;
    if (removeFromList) {
      // SES may list either form, as it compares local parts by case
      const forms = [...new Set([email.shown, email.address])];
      const removed = [];
      for (const form of forms) removed.push(await removeFromList(form));
      wasListed = removed.includes(true);
    }
    await emails.clear(account, email);
    const mark = email.undeliverable;
    return { username, ...(mark && { mark }), ...(wasListed !== undefined && { wasListed }) };
  };
}
