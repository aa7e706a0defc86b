/**
 * Clears the failed attempts on an account, so that its user can sign in again. A command for operators,
 * without a route.
 */

import type { AccountAttempts } from '../accounts/account-attempts';
import type { Accounts } from '../accounts/accounts';
import type { IdentifierPointers } from '../accounts/identifiers/identifier-pointers';
import type { FactorAttempts } from '../factors/factor-attempts';
import { findUser } from './find-user';
import type { RecordAudit } from './record-audit';

/** The dependencies of the command. */
export interface UnlockAccountDependencies {
  readonly accounts: Pick<Accounts, 'find'>;
  readonly names: Pick<IdentifierPointers, 'find'>;
  readonly accountAttempts: Pick<AccountAttempts, 'clear' | 'forgetDevices'>;
  readonly factorAttempts: Pick<FactorAttempts, 'clear'>;
  readonly recordAudit: RecordAudit;
}

/** The options of an unlock. */
export interface UnlockOptions {
  /** Also removes the account's known devices. @default false */
  readonly forgetDevices?: boolean;
}

/**
 * Returns the operation. Sessions stay valid, and devices stay known. So an attacker who continues to guess
 * cannot block them again.
 * @throws Error with advice: an unknown user
 */
export function unlockAccount({
  accounts,
  names,
  accountAttempts,
  factorAttempts,
  recordAudit,
}: UnlockAccountDependencies): (username: string, options?: UnlockOptions) => Promise<void> {
  return async (username, { forgetDevices = false } = {}) => {
    const account = await findUser({ names, accounts }, username);
    await recordAudit('operator_unlock', { sub: account.sub, forgetDevices });
    await accountAttempts.clear(account);
    if (account.secondFactorSince !== undefined) await factorAttempts.clear(account);
    if (forgetDevices) await accountAttempts.forgetDevices(account);
  };
}
