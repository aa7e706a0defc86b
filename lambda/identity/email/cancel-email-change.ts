/** Drops the pending e-mail address of an account. */
import { UnauthorizedError } from '../../shared/errors';
import type { ClientInfo } from '../../shared/http/client-info';
import type { Caller } from '../../shared/http/request';
import type { Log } from '../../shared/log';
import { isSessionValid, type SessionValidityDependencies } from '../authentication/is-session-valid';
import type { AccountEmails } from './account-emails';
import { type FindActiveDependencies, findActiveAccount } from './find-active-account';

/** The dependencies of the operation. */
export interface CancelEmailChangeDependencies extends FindActiveDependencies, SessionValidityDependencies {
  readonly accountEmails: Pick<AccountEmails, 'dropPending'>;
  readonly log: Log<'email_change_cancelled'>;
}

/** A request without further input. */
export interface CancelEmailChangeCommand {
  readonly caller: Pick<Caller, 'sub' | 'sid'>;
  readonly source: ClientInfo;
}

/**
 * Returns the operation, which may be repeated.
 * @throws UnauthorizedError when the account or the caller's session is not valid
 */
export function cancelEmailChange(
  deps: CancelEmailChangeDependencies,
): (command: CancelEmailChangeCommand) => Promise<void> {
  return async ({ caller, source }) => {
    const account = await findActiveAccount(deps, caller);
    const { sub, sid } = caller;
    if (!(await isSessionValid(deps, account, sid))) {
      throw new UnauthorizedError('The session of the token has ended');
    }
    if (!account.pendingEmail) return;
    await deps.accountEmails.dropPending(account, account.pendingEmail);
    deps.log('email_change_cancelled', { sub, sid, sourceIp: source.ip, requestId: source.requestId });
  };
}
