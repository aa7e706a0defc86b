/** Replaces the recovery codes of an account. */
import { ConcurrentChangeError } from '../../../shared/errors';
import { NoSecondFactorError } from '../../../shared/factor-errors';
import type { Log } from '../../../shared/log';
import type { Notify } from '../../email/notices/notify';
import type { AccountFactors } from '../account-factors';
import {
  authorizeFactorChange,
  type FactorChangeCommand,
  type FactorChangeDependencies,
} from '../authorize-factor-change';
import { createRecoveryCodes, digestRecoveryCode } from '../recovery-code';

/** The dependencies of a replacement. */
export interface ReplaceRecoveryCodesDependencies extends FactorChangeDependencies {
  readonly accountFactors: Pick<AccountFactors, 'replaceRecoveryCodes'>;
  readonly notify: Notify;
  readonly log: Log<'recovery_codes_replaced'>;
}

/** The new codes. This response is the only place that shows them. */
export interface RecoveryCodes {
  readonly recovery_codes: readonly string[];
}

/** How many attempts a replacement makes when concurrent requests change the account. */
const MAX_ATTEMPTS = 3;

/**
 * Returns the operation. The former codes are void from the same write on.
 * @throws InsufficientAuthenticationError, NoSecondFactorError, ConcurrentChangeError
 * @throws UnauthorizedError when the account or the caller's session is not valid
 */
export function replaceRecoveryCodes(
  deps: ReplaceRecoveryCodesDependencies,
): (command: FactorChangeCommand) => Promise<RecoveryCodes> {
  const { accountFactors, notify, log } = deps;
  return async ({ caller, source }) => {
    const { sub, sid } = caller;
    const codes = createRecoveryCodes();
    const digests = codes.map((code) => digestRecoveryCode(sub, code));
    for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
      const account = await authorizeFactorChange(deps, caller);
      if (account.secondFactorSince === undefined) throw new NoSecondFactorError('No second factor');
      if (!(await accountFactors.replaceRecoveryCodes(account, digests))) continue;
      notify('recovery-codes-replaced', account);
      log('recovery_codes_replaced', { sub, sid, sourceIp: source.ip, requestId: source.requestId });
      return { recovery_codes: codes };
    }
    throw new ConcurrentChangeError('The account kept changing');
  };
}
