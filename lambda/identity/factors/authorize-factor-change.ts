/** Decides whether a caller may change the factors of an account. */
import { UnauthorizedError } from '../../shared/errors';
import type { ClientInfo } from '../../shared/http/client-info';
import type { Caller } from '../../shared/http/request';
import type { Account } from '../accounts/account';
import { isSessionValid, type SessionValidityDependencies } from '../authentication/is-session-valid';
import { requireStepUp, type StepUpRule } from '../authentication/require-step-up';
import { type FindActiveDependencies, findActiveAccount } from '../email/find-active-account';

/** The dependencies of the decision. */
export interface FactorChangeDependencies
  extends FindActiveDependencies,
    StepUpRule,
    SessionValidityDependencies {}

/** A change of factors. */
export interface FactorChangeCommand {
  readonly caller: Pick<Caller, 'sub' | 'sid' | 'authTime' | 'amr'>;
  readonly source: ClientInfo;
}

/**
 * Returns the caller's account as it is stored. The session is read as well: its access token may outlive it, and
 * its holder must not take over the second factor.
 * @throws InsufficientAuthenticationError
 * @throws UnauthorizedError when the account or the caller's session is not valid
 */
export async function authorizeFactorChange(
  deps: FactorChangeDependencies,
  caller: FactorChangeCommand['caller'],
): Promise<Account> {
  const account = await findActiveAccount(deps, caller);
  requireStepUp(deps, caller, account);
  if (!(await isSessionValid(deps, account, caller.sid))) {
    throw new UnauthorizedError('The session of the token has ended');
  }
  return account;
}
