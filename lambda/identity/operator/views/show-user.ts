/** Shows an account to an operator. A command, without a route. */
import type { Account } from '../../accounts/account';
import type { Accounts } from '../../accounts/accounts';
import type { IdentifierPointers } from '../../accounts/identifiers/identifier-pointers';
import type { Undeliverable } from '../../email/feedback/undeliverable';
import type { Sessions } from '../../sessions/sessions';
import { findChosenUser, type UserChoice } from '../find-user';
import type { RecordAudit } from '../record-audit';
import { toUserDetails, type UserDetails } from './user-view';

/** The dependencies of the command. */
export interface ShowUserDependencies {
  readonly accounts: Pick<Accounts, 'find'>;
  readonly names: Pick<IdentifierPointers, 'find'>;
  readonly sessions: Pick<Sessions, 'list'>;
  /** Finds the mark on the address of an account whose mails come back. */
  readonly findUndeliverable: (account: Pick<Account, 'sub'>) => Promise<Undeliverable | undefined>;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  readonly recordAudit: RecordAudit;
}

/**
 * Returns the operation. It changes nothing.
 * @throws Error with advice: an unknown user, or an event that could not be written; nothing is shown then
 */
export function showUser({
  accounts,
  names,
  sessions,
  findUndeliverable,
  now,
  recordAudit,
}: ShowUserDependencies): (choice: UserChoice) => Promise<UserDetails> {
  return async (choice) => {
    const account = await findChosenUser({ names, accounts }, choice);
    await recordAudit('operator_account_view', { sub: account.sub });
    const facts = {
      account,
      sessions: await sessions.list(account.sub),
      undeliverable: account.email && (await findUndeliverable(account)),
    };
    return toUserDetails(facts, now());
  };
}
