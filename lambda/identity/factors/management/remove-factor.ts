/** Removes a factor of an account. */
import { ConcurrentChangeError } from '../../../shared/errors';
import { FactorNotFoundError, LastFactorError } from '../../../shared/factor-errors';
import type { Log } from '../../../shared/log';
import type { Account } from '../../accounts/account';
import type { Notify } from '../../email/notices/notify';
import { kindsOf } from '../account-factor';
import type { AccountFactors } from '../account-factors';
import {
  authorizeFactorChange,
  type FactorChangeCommand,
  type FactorChangeDependencies,
} from '../authorize-factor-change';
import type { FactorSecret, FactorSecrets } from '../factor-secrets';
import { deleteOrphanedSecrets } from './delete-orphaned-secrets';

/** The dependencies of a removal. */
export interface RemoveFactorDependencies extends FactorChangeDependencies {
  readonly accountFactors: Pick<AccountFactors, 'remove'>;
  readonly factorSecrets: Pick<FactorSecrets, 'list' | 'delete' | 'deletePending'>;
  /** Whether an account must keep a factor. A passkey is one if the stage has passkeys. */
  readonly secondFactor: 'optional' | 'required';
  readonly notify: Notify;
  readonly log: Log<'factor_removed'>;
}

/** A removal. */
export interface RemoveFactorCommand extends FactorChangeCommand {
  /** The factor's id. */
  readonly id: string;
}

/** How many attempts a removal makes when concurrent requests change the factors. */
const MAX_ATTEMPTS = 3;

/**
 * Returns the operation. The removal of the last factor turns the second factor off, and the recovery codes go with
 * it. While a passkey is left, it stays on. An enrolment that waits for its confirmation is canceled, without a notice.
 *
 * If it ends before its last step, the secret is left. It belongs to no factor, and the next list deletes it.
 * @throws InsufficientAuthenticationError, FactorNotFoundError, LastFactorError, ConcurrentChangeError
 * @throws UnauthorizedError when the account or the caller's session is not valid
 */
export function removeFactor(
  deps: RemoveFactorDependencies,
): (command: RemoveFactorCommand) => Promise<void> {
  const { accountFactors, factorSecrets, secondFactor, notify, log } = deps;

  /**
   * Cancels an enrolment.
   * @returns false when its confirmation has begun meanwhile
   * @throws FactorNotFoundError when there is none
   */
  async function cancelEnrolment(account: Account, id: string): Promise<boolean> {
    const { sub } = account;
    const isPending = (secrets: readonly FactorSecret[]) =>
      secrets.find((secret) => secret.id === id)?.validUntil !== undefined;
    const found = await deleteOrphanedSecrets(deps, account);
    if (!isPending(found)) throw new FactorNotFoundError('The account does not have this factor');
    if (await factorSecrets.deletePending(sub, id)) return true;
    // a parallel request has canceled it, or the first write of a retry inside the SDK
    return (await factorSecrets.list(sub)).every((secret) => secret.id !== id);
  }

  return async ({ caller, id, source }) => {
    const { sub, sid } = caller;
    for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
      const account = await authorizeFactorChange(deps, caller);
      const { factors = {} } = account;
      if (!Object.hasOwn(factors, id)) {
        if (await cancelEnrolment(account, id)) return;
        continue;
      }
      const isLast =
        Object.keys(factors).length === 1 && !kindsOf(account, deps.hasPasskeys).includes('passkey');
      if (secondFactor === 'required' && isLast) {
        throw new LastFactorError('The stage requires a second factor');
      }
      if (!(await accountFactors.remove(account, id))) continue;
      notify('factor-removed', account);
      const { ip: sourceIp, requestId } = source;
      log('factor_removed', { sub, sid, factor: id, sourceIp, requestId });
      await factorSecrets.delete(sub, id);
      return;
    }
    throw new ConcurrentChangeError('The factors kept changing');
  };
}
