/** Changes a user's password, and ends all their other sessions. */
import * as z from 'zod/mini';
import {
  DependencyUnavailableError,
  InvalidCurrentPasswordError,
  UnauthorizedError,
  ValidationError,
} from '../shared/errors';
import type { Caller } from '../shared/http/request';
import { cleanText } from '../shared/http/text';
import type { Log } from '../shared/log';
import type { Attempts } from './attempts';
import { findOwnLogin } from './find-own-login';
import type { AttemptGuard } from './guard-attempts';
import type { JudgeNewPassword } from './judge-new-password';
import type { Login } from './login';
import type { Logins } from './logins';
import type { PasswordHasher } from './password-hasher';
import { MAX_RAW_LENGTH } from './register';
import type { RequestSource } from './request-source';
import type { Sessions } from './sessions';

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
  readonly guard: Pick<AttemptGuard, 'reserveAttempt'>;
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

/**
 * Makes the operation. The same request twice is one change: the second goes on with what a failed first has left undone.
 * @throws ValidationError, TooManyAttemptsError, InvalidCurrentPasswordError, UnauthorizedError when the account is gone
 */
export function changePassword(
  deps: ChangePasswordDependencies,
): (command: ChangePasswordCommand) => Promise<void> {
  const { logins, sessions, passwords, judgeNewPassword, guard, now, log } = deps;

  const reserve = (login: Login, seen: Attempts, source: RequestSource) =>
    guard.reserveAttempt({ login, budget: 'password-change', seen }, source);

  /** Returns the version of the password that is new now; undefined when the login changed meanwhile. */
  async function replace(login: Login, command: ChangePasswordCommand): Promise<number | undefined> {
    if (await passwords.verify(login.passwordHash, command.currentPassword)) {
      const newHash = await passwords.hash(command.newPassword);
      const changed = await logins.changePassword(login, newHash, command.caller.sid);
      return changed ? login.passwordVersion + 1 : undefined;
    }
    // this very change may have been made before, by a request of this session whose answer was lost; it counts, since
    // a second password is tried
    if (login.passwordSid === command.caller.sid) {
      const { failures } = login.changeAttempts;
      await reserve(login, { failures: failures + 1, lastAttemptAt: now() }, command.source);
      if (await passwords.verify(login.passwordHash, command.newPassword)) return login.passwordVersion;
    }
    throw new InvalidCurrentPasswordError('The current password is wrong');
  }

  return async (command) => {
    const { caller, source } = command;
    const faults = await judgeNewPassword(command.newPassword, {
      username: caller.username,
      pointer: '#/new_password',
    });
    if (faults.length > 0) throw new ValidationError(faults);

    for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
      const login = await findOwnLogin(logins, caller);
      if (login?.state !== 'ACTIVE') throw new UnauthorizedError('The account of the token is gone');
      await reserve(login, login.changeAttempts, source);
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
