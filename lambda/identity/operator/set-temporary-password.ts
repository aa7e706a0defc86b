/** Gives a user a temporary password. A command for operators, without a route. */
import type { Account } from '../accounts/account';
import type { Accounts } from '../accounts/accounts';
import type { IdentifierPointers } from '../accounts/identifiers/identifier-pointers';
import { createTemporaryPassword } from '../passwords/create-temporary-password';
import { TEMPORARY_PASSWORD_MS } from '../passwords/temporary-password';
import type { Sessions } from '../sessions/sessions';
import type { AccountAdministration } from './account-administration';
import { findChosenUser, type UserChoice } from './find-user';
import type { RecordAudit } from './record-audit';

/** The dependencies of the command. */
export interface SetTemporaryPasswordDependencies {
  readonly accounts: Pick<Accounts, 'find' | 'markSessionsRevoked'>;
  readonly administration: Pick<AccountAdministration, 'setTemporaryPassword'>;
  readonly names: Pick<IdentifierPointers, 'find'>;
  readonly sessions: Pick<Sessions, 'deleteAll'>;
  /** Hashes a password for an account, at the cost of the account's current hash. */
  readonly hashFor: (account: Account, password: string) => Promise<string>;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  readonly recordAudit: RecordAudit;
}

/** A temporary password for an operator to give to its user. */
export interface HandedPassword {
  readonly username: string;
  readonly password: string;
  /** When it expires, in epoch milliseconds. */
  readonly until: number;
  /**
   * Consecutive failed sign-ins, which are not cleared. Above the stage's limit, every password is rejected
   * until `users:unlock`.
   */
  readonly failedSignIns: number;
}

/**
 * How often the change is attempted: a sign-in may renew an outdated hash between the read and the change.
 */
const MAX_ATTEMPTS = 3;

/**
 * Returns the operation. The password is random, and is returned only once all sessions are deleted. Devices
 * and failed attempts stay. After a failure the operation may be repeated: it then creates another password,
 * and only that one is valid.
 * @throws Error with advice: an unknown user, or one whose account is not active
 */
export function setTemporaryPassword({
  accounts,
  administration,
  names,
  sessions,
  hashFor,
  now,
  recordAudit,
}: SetTemporaryPasswordDependencies): (choice: UserChoice) => Promise<HandedPassword> {
  return async (choice) => {
    const password = createTemporaryPassword();
    for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
      const account = await findChosenUser({ names, accounts }, choice);
      const { sub, username } = account;
      checkActive(account);
      const hash = await hashFor(account, password);
      await recordAudit('operator_password_reset', { sub });
      const until = now() + TEMPORARY_PASSWORD_MS;
      if (!(await administration.setTemporaryPassword(account, { hash, until }))) continue;
      await sessions.deleteAll(sub);
      await accounts.markSessionsRevoked(account, account.securityVersion + 1);
      return { username, password, until, failedSignIns: account.attempts.failures };
    }
    throw new Error('Other requests kept changing the account: run the command again');
  };
}

function checkActive({ username, state }: Account): void {
  if (state === 'DISABLED') {
    throw new Error(`The account of "${username}" is disabled: enable it first with users:enable`);
  }
  if (state === 'DELETING') {
    throw new Error(`The account of "${username}" is being deleted, so its password cannot be set`);
  }
}
