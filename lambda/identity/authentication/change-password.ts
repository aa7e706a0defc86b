/** Changes a user's password, and ends all their other sessions. */
import * as z from 'zod/mini';
import {
  DependencyUnavailableError,
  InvalidCurrentPasswordError,
  UnauthorizedError,
  ValidationError,
} from '../../shared/errors';
import type { RequestSource } from '../../shared/http/client-info';
import type { Caller } from '../../shared/http/request';
import { cleanText } from '../../shared/http/text';
import type { Log } from '../../shared/log';
import type { Login } from '../accounts/account';
import type { Logins } from '../accounts/accounts';
import { findOwnLogin } from '../accounts/find-own-account';
import type { JudgeNewPassword } from '../passwords/check-new-password';
import type { PasswordHasher } from '../passwords/password-hasher';
import type { RefuseBreached } from '../passwords/reject-breached-password';
import type { Sessions } from '../sessions/sessions';
import type { Attempts } from '../throttling/backoff';
import type { AttemptGuard, Target } from './attempt-guard';
import { MAX_RAW_LENGTH } from './register';

/** The body of a change of password. */
export const passwordChangeBody = z
  .strictObject({
    current_password: cleanText({ maxLength: MAX_RAW_LENGTH }),
    new_password: cleanText({ maxLength: MAX_RAW_LENGTH }),
  })
  .register(z.globalRegistry, {
    examples: [
      { current_password: 'a phrase that passes the rules', new_password: 'another phrase that passes' },
    ],
  });

/** What a change of password needs. */
export interface ChangePasswordDependencies {
  readonly logins: Pick<Logins, 'find' | 'changePassword' | 'markSwept'>;
  readonly sessions: Pick<Sessions, 'adoptPasswordVersion' | 'deleteOutdated'>;
  readonly passwords: PasswordHasher;
  readonly judgeNewPassword: JudgeNewPassword;
  readonly refuseBreached: RefuseBreached;
  readonly guard: Pick<AttemptGuard, 'reserveAttempt' | 'reserveAnother'>;
  readonly log: Log;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/** A change of password. */
export interface ChangePasswordCommand {
  readonly caller: Pick<Caller, 'sub' | 'sid' | 'username'>;
  readonly currentPassword: string;
  readonly newPassword: string;
  readonly source: RequestSource;
}

/** A login may renew an outdated hash between verification and change; then both are looked at anew. */
const MAX_ATTEMPTS = 3;

/** Where the new password stands in the body: a JSON Pointer in its URI fragment form. */
const NEW_PASSWORD = '#/new_password';

function toTarget(login: Login, { caller }: ChangePasswordCommand, seen: Attempts): Target {
  return { login, sid: caller.sid, budget: 'password-change', seen };
}

/**
 * Makes the operation. The same request twice is one change: the second goes on with what a failed first has left undone.
 * @throws ValidationError, TooManyAttemptsError, InvalidCurrentPasswordError, UnauthorizedError when the account is gone
 */
export function changePassword(
  deps: ChangePasswordDependencies,
): (command: ChangePasswordCommand) => Promise<void> {
  const { logins, sessions, passwords, judgeNewPassword, refuseBreached, guard, now, log } = deps;

  /** Somebody who has stolen a session guesses the password here. */
  function refuse({ caller: { sub, sid }, source }: ChangePasswordCommand): never {
    const { ip: sourceIp, requestId } = source;
    log('WARN', { event: 'password_change_failed', sub, sid, sourceIp, requestId });
    throw new InvalidCurrentPasswordError('The current password is wrong');
  }

  /** Returns the version of the password that is new now; undefined when the login changed meanwhile. */
  async function replace(login: Login, command: ChangePasswordCommand): Promise<number | undefined> {
    if (await passwords.verify(login.passwordHash, command.currentPassword)) {
      await refuseBreached(command.newPassword, NEW_PASSWORD);
      const newHash = await passwords.hash(command.newPassword);
      const changed = await logins.changePassword(login, newHash, command.caller.sid);
      return changed ? login.passwordVersion + 1 : undefined;
    }
    // this very change may have been made before, by a request of this session whose answer was lost; a second password is
    // tried then, and counts. Once attempts have to wait there is one for each wait, and the current password has had it
    const counted = { failures: login.changeAttempts.failures + 1, lastAttemptAt: now() };
    const wasMade =
      login.passwordSid === command.caller.sid &&
      (await guard.reserveAnother(toTarget(login, command, counted))) &&
      (await passwords.verify(login.passwordHash, command.newPassword));
    return wasMade ? login.passwordVersion : refuse(command);
  }

  return async (command) => {
    const { caller, source } = command;
    const faults = await judgeNewPassword(command.newPassword, {
      username: caller.username,
      pointer: NEW_PASSWORD,
    });
    if (faults.length > 0) throw new ValidationError(faults);

    for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
      const login = await findOwnLogin(logins, caller);
      if (login?.state !== 'ACTIVE') throw new UnauthorizedError('The account of the token is gone');
      await guard.reserveAttempt(toTarget(login, command, login.changeAttempts), source);
      const version = await replace(login, command);
      if (version === undefined) continue;

      await sessions.adoptPasswordVersion(caller, version);
      await sessions.deleteOutdated(caller.sub, version);
      await logins.markSwept(login, version);
      const { sub, sid } = caller;
      log('INFO', { event: 'password_changed', sub, sid, sourceIp: source.ip, requestId: source.requestId });
      return;
    }
    throw new DependencyUnavailableError('A login kept changing while its password was changed');
  };
}
