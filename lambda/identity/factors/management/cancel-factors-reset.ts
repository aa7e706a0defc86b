/** Cancels a reset of the factors of an account. */
import { UnauthorizedError } from '../../../shared/errors';
import type { ClientInfo } from '../../../shared/http/client-info';
import type { Caller } from '../../../shared/http/request';
import type { Log } from '../../../shared/log';
import { isSessionValid, type SessionValidityDependencies } from '../../authentication/is-session-valid';
import { type FindActiveDependencies, findActiveAccount } from '../../email/find-active-account';
import type { AccountFactors } from '../account-factors';

/** The dependencies of the operation. */
export interface CancelFactorsResetDependencies extends FindActiveDependencies, SessionValidityDependencies {
  readonly accountFactors: Pick<AccountFactors, 'cancelReset'>;
  readonly log: Log<'factors_reset_cancelled'>;
}

/** A request without further input. */
export interface CancelFactorsResetCommand {
  readonly caller: Pick<Caller, 'sub' | 'sid'>;
  readonly source: ClientInfo;
}

/**
 * Returns the operation, which may be repeated. It requires no step-up: the user may have a session and no factor.
 * @throws UnauthorizedError when the account or the caller's session is not valid
 */
export function cancelFactorsReset(
  deps: CancelFactorsResetDependencies,
): (command: CancelFactorsResetCommand) => Promise<void> {
  return async ({ caller, source }) => {
    const account = await findActiveAccount(deps, caller);
    const { sub, sid } = caller;
    if (!(await isSessionValid(deps, account, sid))) {
      throw new UnauthorizedError('The session of the token has ended');
    }
    if (account.factorsResetAt === undefined) return;
    if (!(await deps.accountFactors.cancelReset(account))) return;
    const { ip: sourceIp, requestId } = source;
    deps.log('factors_reset_cancelled', { sub, sid, sourceIp, requestId });
  };
}
