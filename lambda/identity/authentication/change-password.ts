/** Changes a user's password, or sets the first one of an account, and revokes all their other sessions. */
import {
  ConcurrentChangeError,
  InvalidCurrentPasswordError,
  UnauthorizedError,
  ValidationError,
} from '../../shared/errors';
import type { ClientInfo } from '../../shared/http/client-info';
import type { Caller } from '../../shared/http/request';
import type { Log } from '../../shared/log';
import type { Account } from '../accounts/account';
import type { Accounts } from '../accounts/accounts';
import { findOwnAccount } from '../accounts/find-own-account';
import { keepSession } from '../accounts/kept-session';
import type { Notify } from '../email/notices/notify';
import type { CheckNewPassword } from '../passwords/check-new-password';
import { hasPassword } from '../passwords/no-password';
import type { PasswordHasher } from '../passwords/password-hasher';
import type { RejectBreachedPassword } from '../passwords/reject-breached-password';
import { isTemporaryPasswordExpired } from '../passwords/temporary-password';
import type { Sessions } from '../sessions/sessions';
import type { Attempts } from '../throttling/backoff';
import type { AttemptGuard, AttemptLimit } from './attempt-guard';
import { isSessionValid, type SessionValidityDependencies } from './is-session-valid';
import { needsSecondFactor, requireStepUp, type StepUpRule } from './require-step-up';

/** The dependencies of a password change. */
export interface ChangePasswordDependencies
  extends StepUpRule,
    Omit<SessionValidityDependencies, 'sessions'> {
  readonly accounts: Pick<Accounts, 'find' | 'changePassword' | 'markSessionsRevoked'>;
  readonly sessions: Pick<Sessions, 'find' | 'adoptSecurityVersion' | 'deleteOutdated'>;
  readonly passwords: PasswordHasher;
  readonly checkNewPassword: CheckNewPassword;
  readonly rejectBreachedPassword: RejectBreachedPassword;
  readonly guard: Pick<AttemptGuard, 'reserveAttempt' | 'reserveAnother'>;
  readonly notify: Notify;
  readonly log: Log;
}

/** A password change. */
export interface ChangePasswordCommand {
  readonly caller: Pick<Caller, 'sub' | 'sid' | 'authTime' | 'amr'>;
  /** @default - the account has no password yet */
  readonly currentPassword?: string | undefined;
  readonly newPassword: string;
  readonly source: ClientInfo;
}

/**
 * How often the change is attempted. Between verification and change, a sign-in may renew an outdated hash,
 * or a sign-out may raise the version. Both require a new verification.
 */
const MAX_ATTEMPTS = 3;

/** The locations of the passwords in the body: JSON Pointers in URI fragment form. */
const NEW_PASSWORD = '#/new_password';
const CURRENT_PASSWORD = '#/current_password';

function toAttemptLimit(account: Account, { caller }: ChangePasswordCommand, seen: Attempts): AttemptLimit {
  return { account, sid: caller.sid, scope: 'password-change', seen };
}

/**
 * Returns the operation. Sending the same request twice makes one change: the second completes what a failed
 * first request has left undone.
 *
 * The current password is the proof. An account without a password has none: it requires a recent authentication and a
 * session that is still valid, because the first password is a new way in. The write applies only while there is none.
 * @throws ValidationError, InsufficientAuthenticationError, TooManyAttemptsError, InvalidCurrentPasswordError, ConcurrentChangeError
 * @throws UnauthorizedError when the account is not active or no longer exists, or the session has ended before a first password
 */
export function changePassword(
  deps: ChangePasswordDependencies,
): (command: ChangePasswordCommand) => Promise<void> {
  const { accounts, sessions, passwords, checkNewPassword, rejectBreachedPassword, guard, now, notify, log } =
    deps;

  /** Logs and rejects a wrong current password: an attacker with a stolen session could guess it here. */
  function refuse({ caller: { sub, sid }, currentPassword, source }: ChangePasswordCommand): never {
    if (currentPassword === undefined) {
      throw new ValidationError([
        { pointer: CURRENT_PASSWORD, detail: 'is required: the account has a password' },
      ]);
    }
    const { ip: sourceIp, requestId } = source;
    log('password_change_failed', { sub, sid, sourceIp, requestId });
    throw new InvalidCurrentPasswordError('The current password is wrong');
  }

  async function isProved(account: Account, { currentPassword }: ChangePasswordCommand): Promise<boolean> {
    if (currentPassword === undefined) return !hasPassword(account);
    const isRight = await passwords.verify(account.passwordHash, currentPassword);
    return isRight && !isTemporaryPasswordExpired(account, now());
  }

  /** Returns the security version of the new password; undefined when the account changed meanwhile. */
  async function replace(
    account: Account,
    counted: Attempts,
    command: ChangePasswordCommand,
  ): Promise<number | undefined> {
    if (await isProved(account, command)) {
      await rejectBreachedPassword(command.newPassword, NEW_PASSWORD);
      const newHash = await passwords.hash(command.newPassword);
      const changed = await accounts.changePassword(account, newHash, command.caller.sid);
      return changed ? account.securityVersion + 1 : undefined;
    }
    // an earlier request of this session may have made this change, and its response was lost. So the new
    // password is verified too, and counts as an attempt. Once attempts must wait, only one is admitted per
    // wait, and the current password has used it
    const wasMade =
      account.kept?.sid === command.caller.sid &&
      (await guard.reserveAnother(toAttemptLimit(account, command, counted))) &&
      (await passwords.verify(account.passwordHash, command.newPassword));
    return wasMade ? account.securityVersion : refuse(command);
  }

  return async (command) => {
    const { caller, source } = command;
    for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
      const account = await findOwnAccount(accounts, caller);
      if (account?.state !== 'ACTIVE') throw new UnauthorizedError('The account of the token does not exist');
      const isFirst = command.currentPassword === undefined;
      // without a second factor, the current password is the proof
      if (isFirst || needsSecondFactor(deps, account)) requireStepUp(deps, caller, account);
      if (isFirst && !(await isSessionValid(deps, account, caller.sid))) {
        throw new UnauthorizedError('The session of the token has ended');
      }
      // the account's username: the token may carry a former one
      const { username } = account;
      const faults = await checkNewPassword(command.newPassword, { username, pointer: NEW_PASSWORD });
      if (faults.length > 0) throw new ValidationError(faults);
      const limit = toAttemptLimit(account, command, account.changeAttempts);
      const counted = await guard.reserveAttempt(limit, source);
      const version = await replace(account, counted, command);
      if (version === undefined) continue;
      notify('password-changed', account);

      await sessions.adoptSecurityVersion(caller, keepSession(account, caller.sid).fromVersion, version);
      await sessions.deleteOutdated(caller.sub, version);
      await accounts.markSessionsRevoked(account, version, { clearsChangeAttempts: true });
      const { sub, sid } = caller;
      log('password_changed', { sub, sid, sourceIp: source.ip, requestId: source.requestId });
      return;
    }
    throw new ConcurrentChangeError('An account kept changing while its password was changed');
  };
}
