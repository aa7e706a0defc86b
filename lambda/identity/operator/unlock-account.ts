/** Forgets the failed attempts on an account, so that it takes sign-ins again: an operator's command, no route. */

import type { AccountAttempts } from '../accounts/account-attempts';
import type { Accounts } from '../accounts/accounts';
import type { NamePointers } from '../accounts/identifiers/name-pointers';
import { findUser } from './find-user';
import type { RecordAudit } from './record-audit';

/** What the command needs. */
export interface UnlockAccountDependencies {
  readonly accounts: Pick<Accounts, 'find'>;
  readonly names: Pick<NamePointers, 'find'>;
  readonly accountAttempts: Pick<AccountAttempts, 'clear' | 'forgetDevices'>;
  readonly recordAudit: RecordAudit;
}

/** What is unlocked, and how. */
export interface UnlockOptions {
  /** Let the account's devices count as strangers'. @default false */
  readonly forgetDevices?: boolean;
}

/**
 * Makes the operation. Its sessions go on, and its devices stay known, so that somebody who guesses on doesn't hold off
 * its user again.
 * @throws Error saying what to do: an unknown user
 */
export function unlockAccount({
  accounts,
  names,
  accountAttempts,
  recordAudit,
}: UnlockAccountDependencies): (username: string, options?: UnlockOptions) => Promise<void> {
  return async (username, { forgetDevices = false } = {}) => {
    const account = await findUser({ names, accounts }, username);
    await recordAudit('operator_unlock', { sub: account.sub, forgetDevices });
    await accountAttempts.clear(account);
    if (forgetDevices) await accountAttempts.forgetDevices(account);
  };
}
