/** Removes the e-mail address of an account. */
import { ConcurrentChangeError, UnauthorizedError } from '../../shared/errors';
import type { ClientInfo } from '../../shared/http/client-info';
import type { Caller } from '../../shared/http/request';
import type { Log } from '../../shared/log';
import type { IdentifierPointers } from '../accounts/identifiers/identifier-pointers';
import { isSessionValid, type SessionValidityDependencies } from '../authentication/is-session-valid';
import { requireStepUp, type StepUpRule } from '../authentication/require-step-up';
import type { AccountEmails } from './account-emails';
import { type FindActiveDependencies, findActiveAccount } from './find-active-account';
import type { Notify } from './notices/notify';

/** The dependencies of a removal. */
export interface RemoveEmailDependencies
  extends FindActiveDependencies,
    StepUpRule,
    SessionValidityDependencies {
  readonly accountEmails: Pick<AccountEmails, 'remove'>;
  readonly emails: Pick<IdentifierPointers, 'find' | 'release'>;
  readonly notify: Notify;
  readonly log: Log<'email_removed'>;
}

/** A removal. */
export interface RemoveEmailCommand {
  readonly caller: Pick<Caller, 'sub' | 'sid' | 'authTime' | 'amr'>;
  readonly source: ClientInfo;
}

/** How many attempts a removal makes when concurrent requests change the address. */
const MAX_ATTEMPTS = 3;

/**
 * Returns the operation, which may be repeated. It removes the address in use and the pending one. If it ends
 * before its last step, the pointer is left: it leads nowhere, and a verification takes it over.
 * @throws InsufficientAuthenticationError, ConcurrentChangeError
 * @throws UnauthorizedError when the account or the caller's session is not valid
 */
export function removeEmail(deps: RemoveEmailDependencies): (command: RemoveEmailCommand) => Promise<void> {
  const { accountEmails, emails, now, notify, log } = deps;
  return async ({ caller, source }) => {
    const { sub, sid } = caller;
    for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
      const account = await findActiveAccount(deps, caller);
      requireStepUp(deps, caller, account);
      if (!(await isSessionValid(deps, account, sid))) {
        throw new UnauthorizedError('The session of the token has ended');
      }
      const { email, pendingEmail } = account;
      if (!email && !pendingEmail) return;
      // before the write: a pointer that differs afterwards was reserved again, and stays
      const pointer = email && (await emails.find(email.address));
      if (!(await accountEmails.remove(account, now()))) continue;
      if (email) notify('email-changed', account);
      if (pointer?.sub === sub) await emails.release(pointer);
      log('email_removed', { sub, sid, sourceIp: source.ip, requestId: source.requestId });
      return;
    }
    throw new ConcurrentChangeError('The e-mail address kept changing');
  };
}
