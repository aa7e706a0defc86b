/** Asks for another e-mail address of an account. */

import type { MailLanguage } from '../../mail-templates/mail-template';
import { ConcurrentChangeError, ValidationError } from '../../shared/errors';
import type { ClientInfo } from '../../shared/http/client-info';
import type { Caller } from '../../shared/http/request';
import type { Log } from '../../shared/log';
import type { Account } from '../accounts/account';
import { type EmailAddress, emailFault, parseEmailAddress } from '../accounts/identifiers/email-address';
import { requireStepUp, type StepUpRule } from '../authentication/require-step-up';
import { findOpenEmail, NOT_MAILED, type PendingEmail, VERIFICATION_MS } from './account-email';
import type { AccountEmails } from './account-emails';
import { type FindActiveDependencies, findActiveAccount } from './find-active-account';
import type { MailLimits } from './mail-limits';
import type { MailQueue } from './mail-queue';
import type { Notify } from './notices/notify';

/** The dependencies of a change of address. */
export interface ChangeEmailDependencies extends FindActiveDependencies, StepUpRule {
  readonly accountEmails: Pick<AccountEmails, 'setPending' | 'dropPending'>;
  readonly mailLimits: MailLimits;
  readonly mailQueue: MailQueue;
  readonly newId: () => string;
  readonly notify: Notify;
  readonly log: Log<'email_change_requested'>;
}

/** A change of address. */
export interface ChangeEmailCommand {
  readonly caller: Pick<Caller, 'sub' | 'sid' | 'authTime' | 'amr'>;
  readonly email: string;
  /** The language of the mail. */
  readonly language: MailLanguage;
  readonly source: ClientInfo;
}

/** A pending address, and the account as it was before. */
interface PendingOf {
  readonly account: Account;
  readonly pending: PendingEmail;
}

/** How many attempts a change makes when concurrent requests change the account. */
const MAX_ATTEMPTS = 3;

/**
 * Returns the operation. The address waits for the code that is mailed to it; the address in use stays. The
 * response, the calls and their order are the same whether or not another account has the address. Above the limits
 * of mails only the request for the mail is left out.
 *
 * The address in use gets a notice if the pending one differs from it. If the queue refuses the request for the mail,
 * the pending address is dropped again, and no notice is sent.
 *
 * @throws ValidationError, InsufficientAuthenticationError, ConcurrentChangeError, DependencyUnavailableError
 * @throws UnauthorizedError when the account is not active or no longer exists
 */
export function changeEmail(deps: ChangeEmailDependencies): (command: ChangeEmailCommand) => Promise<void> {
  const { accountEmails, mailLimits, mailQueue, newId, now, notify, log } = deps;

  /**
   * Stores a pending address. Retries when concurrent requests raise the security version.
   * @param account the account as it was read last
   * @param isMailed if false, no code can prove the address: an attacker would otherwise get new attempts, at codes
   * that no mail carries, by repeating the request. A request for the address that is pending already then
   * leaves it, and its mailed code, as they are
   */
  async function setPending(
    { sub, sid }: ChangeEmailCommand['caller'],
    { normalised: address, shown }: EmailAddress,
    { account: latest, isMailed }: { readonly account: Account; readonly isMailed: boolean },
  ): Promise<PendingOf> {
    let account = latest;
    for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
      if (attempts > 0) account = await findActiveAccount(deps, { sub });
      const open = findOpenEmail(account, now());
      if (!isMailed && open?.address === address) return { account, pending: open };
      const requestedAt = now();
      const pending: PendingEmail = {
        address,
        shown,
        challenge: newId(),
        generation: isMailed ? 1 : NOT_MAILED,
        attempts: 0,
        requestedAt,
        expiresAt: requestedAt + VERIFICATION_MS,
        securityVersion: account.securityVersion,
        sid,
      };
      if (await accountEmails.setPending(account, pending)) return { account, pending };
    }
    throw new ConcurrentChangeError('The account kept changing');
  }

  return async ({ caller, email, language, source }) => {
    const address = parseEmailAddress(email);
    if (!address) throw new ValidationError([emailFault]);
    // before mails are counted: a request that is refused uses up none
    const account = await findActiveAccount(deps, caller);
    requireStepUp(deps, caller, account);
    const { sub, sid } = caller;
    const claim = await mailLimits.claim({ sub, sid, address: address.normalised, source });
    let set: PendingOf | undefined;
    try {
      set = await setPending(caller, address, { account, isMailed: claim !== undefined });
      const { challenge, generation, expiresAt } = set.pending;
      if (claim) {
        await mailQueue.enqueue({ kind: 'verify-email', sub, challenge, generation, language, expiresAt });
      }
    } catch (error) {
      if (claim) {
        await mailLimits.release(claim, source);
        // best effort: a pending address without a mail is of no use, and expires
        if (set) await accountEmails.dropPending({ sub }, set.pending).catch(() => {});
      }
      throw error;
    }
    const { email: inUse } = set.account;
    if (inUse && inUse.address !== address.normalised) notify('email-change-requested', set.account);
    log('email_change_requested', { sub, sid, sourceIp: source.ip, requestId: source.requestId });
  };
}
