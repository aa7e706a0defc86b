/** Puts the pending e-mail address of an account into use, by the code or the link that was mailed to it. */
import { InvalidCodeError, UnauthorizedError } from '../../shared/errors';
import type { ClientInfo } from '../../shared/http/client-info';
import type { Caller } from '../../shared/http/request';
import type { Log } from '../../shared/log';
import type { Account } from '../accounts/account';
import type { Accounts } from '../accounts/accounts';
import type { IdentifierPointers } from '../accounts/identifiers/identifier-pointers';
import { toReservation } from '../accounts/identifiers/reserve-identifier';
import { keepSession } from '../accounts/kept-session';
import { isSessionValid } from '../authentication/is-session-valid';
import { endOutdatedSessions } from '../sessions/end-outdated-sessions';
import type { Sessions } from '../sessions/sessions';
import type { TokenSettings } from '../tokens/access-token';
import { findOpenEmail, NO_SESSION, NOT_MAILED, type PendingEmail } from './account-email';
import type { AccountEmails } from './account-emails';
import { findActiveAccount } from './find-active-account';
import type { MailCodes } from './mail-code';
import { isProven, type MailProof, readMailProof } from './mail-proof';
import type { Notify } from './notices/notify';
import { abandonEmail, reserveEmail } from './reserve-email';

/** The dependencies of a verification. */
export interface VerifyEmailDependencies {
  readonly accounts: Pick<Accounts, 'find' | 'discard' | 'markSessionsRevoked'>;
  readonly accountEmails: Pick<AccountEmails, 'countAttempt' | 'verify' | 'restore' | 'dropPending'>;
  readonly emails: IdentifierPointers;
  readonly sessions: Pick<Sessions, 'find' | 'adoptSecurityVersion' | 'deleteOutdated'>;
  /** Sessions that began before this time are not valid, in epoch seconds. */
  readonly sessionsNotBefore: number;
  readonly tokens: Pick<TokenSettings, 'sessionSeconds'>;
  readonly mailCodes: MailCodes;
  readonly newId: () => string;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  readonly notify: Notify;
  readonly log: Log<'email_verified' | 'email_verification_failed'>;
}

/** A verification. */
export type VerifyEmailCommand = MailProof & {
  readonly caller: Pick<Caller, 'sub' | 'sid'>;
  readonly source: ClientInfo;
};

/**
 * Returns the operation. A code works once, for the account whose session asked for it, and only while that
 * session is valid. So does the token of a link, from any session of that account. Both are counted together,
 * before they are compared, so that parallel guesses count as well.
 *
 * The operation reserves the address, changes the account, which is the commit, and confirms the address. When
 * the account had no address, the commit also ends its other sessions: someone may have opened the account
 * under an address of another person, and waited for that person to verify it.
 *
 * After a failure behind the commit the address is in use, and the code is used. The next sign-in ends the
 * other sessions, and so does the next verification, with any code.
 *
 * @throws InvalidCodeError when code or token is wrong, and in the same way when it is expired, used or void, when
 * nothing is pending, and when another account has the address
 * @throws UnauthorizedError when the account or the caller's session is not valid; DependencyUnavailableError
 */
export function verifyEmail(deps: VerifyEmailDependencies): (command: VerifyEmailCommand) => Promise<void> {
  const { accountEmails, emails, mailCodes, newId, now, notify, log } = deps;

  /** Returns the pending address if the proof is right, after it has counted the attempt. */
  async function findVerified(
    account: Account,
    { caller, ...command }: VerifyEmailCommand,
  ): Promise<PendingEmail | undefined> {
    const pending = findOpenEmail(account, now());
    const proof = pending && readMailProof(command, pending.challenge);
    if (!pending || !proof) return undefined;
    // the stage required a second factor at the sign-up: only the session that adds it takes the address over
    if (pending.sid === NO_SESSION) return undefined;
    if (pending.sid !== caller.sid && !(await isSessionValid(deps, account, pending.sid))) return undefined;
    const { challenge, generation } = pending;
    // before the count: when KMS does not answer, no code is used up
    const expected = await mailCodes.derive({ purpose: 'verify-email', challenge, generation });
    const isAdmitted = await accountEmails.countAttempt(account, pending);
    return isAdmitted && generation !== NOT_MAILED && isProven(proof, expected) ? pending : undefined;
  }

  /** Returns false when another account has the address, or the request is void by now. */
  async function putIntoUse(account: Account, pending: PendingEmail, sid: string): Promise<boolean> {
    const { sub, email: present } = account;
    const { address, shown } = pending;
    const pointer = toReservation({ name: address, sub }, now());
    if (!(await reserveEmail(deps, pointer))) {
      await accountEmails.dropPending(account, pending);
      return false;
    }
    // before the commit: a pointer that differs afterwards was reserved again, and stays
    const former = present && present.address !== address ? await emails.find(present.address) : undefined;
    const verified = { address, shown, verifiedAt: now(), verifiedBy: newId() };
    const keptSid = present ? undefined : sid;
    if (!(await accountEmails.verify(account, pending, verified, keptSid))) {
      await abandonEmail(deps, pointer);
      return false;
    }
    if (present && present.address !== address) notify('email-changed', account);
    if (keptSid !== undefined) {
      const { securityVersion } = account;
      const raised = { securityVersion: securityVersion + 1, kept: keepSession(account, keptSid) };
      await endOutdatedSessions(deps, { ...account, ...raised });
    }
    if (!(await emails.confirm(pointer))) {
      // this took longer than the reservation lasts, and another account has taken the address
      await accountEmails.restore(account, verified, present);
      return false;
    }
    if (former?.sub === sub) await emails.release(former);
    return true;
  }

  return async (command) => {
    const { caller, source } = command;
    const { sub, sid } = caller;
    const account = await findActiveAccount(deps, caller);
    if (account.sessionsRevokedThroughVersion < account.securityVersion) {
      // an earlier verification, or another change, ended before it deleted the older sessions
      await endOutdatedSessions(deps, account);
    }
    if (!(await isSessionValid(deps, account, sid)))
      throw new UnauthorizedError('The session of the token has ended');
    const pending = await findVerified(account, command);
    const fields = { sub, sid, sourceIp: source.ip, requestId: source.requestId };
    if (!pending || !(await putIntoUse(account, pending, sid))) {
      log('email_verification_failed', fields);
      throw new InvalidCodeError('The code is not valid');
    }
    log('email_verified', fields);
  };
}
