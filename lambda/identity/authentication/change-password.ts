/** Changes a user's password, and ends all their other sessions. */
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
import type { CheckNewPassword } from '../passwords/check-new-password';
import type { PasswordHasher } from '../passwords/password-hasher';
import type { RejectBreachedPassword } from '../passwords/reject-breached-password';
import { isTemporaryPasswordExpired } from '../passwords/temporary-password';
import type { Sessions } from '../sessions/sessions';
import type { Attempts } from '../throttling/backoff';
import type { AttemptGuard, AttemptLimit } from './attempt-guard';

/** What a change of password needs. */
export interface ChangePasswordDependencies {
  readonly accounts: Pick<Accounts, 'find' | 'changePassword' | 'markSessionsRevoked'>;
  readonly sessions: Pick<Sessions, 'adoptSecurityVersion' | 'deleteOutdated'>;
  readonly passwords: PasswordHasher;
  readonly checkNewPassword: CheckNewPassword;
  readonly rejectBreachedPassword: RejectBreachedPassword;
  readonly guard: Pick<AttemptGuard, 'reserveAttempt' | 'reserveAnother'>;
  readonly log: Log;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/** A change of password. */
export interface ChangePasswordCommand {
  readonly caller: Pick<Caller, 'sub' | 'sid'>;
  readonly currentPassword: string;
  readonly newPassword: string;
  readonly source: ClientInfo;
}

/** A sign-in may renew an outdated hash, or a sign-out raise the version, between verification and change: both are looked at anew. */
const MAX_ATTEMPTS = 3;

/** Where the new password stands in the body: a JSON Pointer in its URI fragment form. */
const NEW_PASSWORD = '#/new_password';

function toAttemptLimit(account: Account, { caller }: ChangePasswordCommand, seen: Attempts): AttemptLimit {
  return { account, sid: caller.sid, scope: 'password-change', seen };
}

/**
 * Makes the operation. The same request twice is one change: the second goes on with what a failed first has left undone.
 * @throws ValidationError, TooManyAttemptsError, InvalidCurrentPasswordError, UnauthorizedError when the account is gone,
 *   ConcurrentChangeError
 */
export function changePassword(
  deps: ChangePasswordDependencies,
): (command: ChangePasswordCommand) => Promise<void> {
  const { accounts, sessions, passwords, checkNewPassword, rejectBreachedPassword, guard, now, log } = deps;

  /** Somebody who has stolen a session guesses the password here. */
  function refuse({ caller: { sub, sid }, source }: ChangePasswordCommand): never {
    const { ip: sourceIp, requestId } = source;
    log('password_change_failed', { sub, sid, sourceIp, requestId });
    throw new InvalidCurrentPasswordError('The current password is wrong');
  }

  /** Returns the security version that the new password has; undefined when the account changed meanwhile. */
  async function replace(
    account: Account,
    counted: Attempts,
    command: ChangePasswordCommand,
  ): Promise<number | undefined> {
    const isRight = await passwords.verify(account.passwordHash, command.currentPassword);
    if (isRight && !isTemporaryPasswordExpired(account, now())) {
      await rejectBreachedPassword(command.newPassword, NEW_PASSWORD);
      const newHash = await passwords.hash(command.newPassword);
      const changed = await accounts.changePassword(account, newHash, command.caller.sid);
      return changed ? account.securityVersion + 1 : undefined;
    }
    // this very change may have been made before, by a request of this session whose answer was lost; a second password is
    // tried then, and counts. Once attempts have to wait there is one for each wait, and the current password has had it
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
      // the account's username: the token may carry a former one
      const { username } = account;
      const faults = await checkNewPassword(command.newPassword, { username, pointer: NEW_PASSWORD });
      if (faults.length > 0) throw new ValidationError(faults);
      const limit = toAttemptLimit(account, command, account.changeAttempts);
      const counted = await guard.reserveAttempt(limit, source);
      const version = await replace(account, counted, command);
      if (version === undefined) continue;

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
