/**
 * Requires a new password from a sign-in with a temporary password, and rejects one from any other sign-in.
 */
import { isLatchkeyError, PasswordChangeRequiredError, ValidationError } from '../../shared/errors';
import type { ClientInfo } from '../../shared/http/client-info';
import type { Log } from '../../shared/log';
import type { Account } from '../accounts/account';
import type { AccountAttempts, ThrottleScope } from '../accounts/account-attempts';
import type { CheckNewPassword } from '../passwords/check-new-password';
import type { PasswordHasher } from '../passwords/password-hasher';
import { normalisePassword } from '../passwords/password-policy';
import type { RejectBreachedPassword } from '../passwords/reject-breached-password';

/** The dependencies of the requirement. */
export interface TemporaryPasswordDependencies {
  readonly checkNewPassword: CheckNewPassword;
  readonly rejectBreachedPassword: RejectBreachedPassword;
  readonly passwords: Pick<PasswordHasher, 'hash'>;
  readonly accountAttempts: Pick<AccountAttempts, 'forgive'>;
  readonly log: Log<'sign_in_stopped' | 'attempt_not_refunded'>;
}

/** The passwords of a sign-in. */
export interface ReplacementCommand {
  readonly username: string;
  readonly password: string;
  /** The password that replaces a temporary one. @default - none */
  readonly newPassword?: string | undefined;
  readonly source: ClientInfo;
}

/** An account whose password was correct, and what the attempt was counted against. */
export interface RightAttempt {
  readonly account: Account;
  readonly scope: ThrottleScope;
}

/** The two steps of the requirement. */
export interface TemporaryPasswordReplacement {
  /**
   * Checks the new password before anything is looked up or counted: the result depends only on the request.
   * @throws ValidationError
   */
  check(command: ReplacementCommand): Promise<void>;
  /**
   * Checks the whole request once its password was found correct. An attempt that is rejected here is
   * refunded.
   * @returns the hash of the new password; undefined when the account keeps its password
   * @throws PasswordChangeRequiredError, ValidationError
   */
  hash(command: ReplacementCommand, attempt: RightAttempt): Promise<string | undefined>;
}

/** The location of the new password in the body: a JSON Pointer in URI fragment form. */
const NEW_PASSWORD = '#/new_password';

/** Creates the requirement. */
export function createTemporaryPasswordReplacement(
  deps: TemporaryPasswordDependencies,
): TemporaryPasswordReplacement {
  const { checkNewPassword, rejectBreachedPassword, passwords, accountAttempts, log } = deps;

  /** Returns the new password; undefined when none is required. */
  async function judge(
    { newPassword }: ReplacementCommand,
    { passwordTemporaryUntil }: Account,
  ): Promise<string | undefined> {
    const isTemporary = passwordTemporaryUntil !== undefined;
    if (isTemporary && newPassword === undefined) {
      throw new PasswordChangeRequiredError('The password is temporary');
    }
    if (!isTemporary && newPassword !== undefined) {
      const detail = 'must be omitted: the password is not temporary. Change it with PUT /users/me/password';
      throw new ValidationError([{ pointer: NEW_PASSWORD, detail }]);
    }
    if (newPassword !== undefined) await rejectBreachedPassword(newPassword, NEW_PASSWORD);
    return newPassword;
  }

  /**
   * Clears failures, as a sign-in would. An error is only logged: a count that stays too high does less harm
   * than a different response.
   */
  async function forgive({ account, scope }: RightAttempt, { requestId }: ClientInfo): Promise<void> {
    try {
      await accountAttempts.forgive(account, scope);
    } catch {
      log('attempt_not_refunded', { requestId });
    }
  }

  return {
    async check({ username, password, newPassword }) {
      if (newPassword === undefined) return;
      const faults = await checkNewPassword(newPassword, { username, pointer: NEW_PASSWORD });
      if (faults.length > 0) throw new ValidationError(faults);
      if (normalisePassword(newPassword) === normalisePassword(password)) {
        throw new ValidationError([
          { pointer: NEW_PASSWORD, detail: 'must differ from the temporary password' },
        ]);
      }
    },

    async hash(command, attempt) {
      const { source } = command;
      try {
        const newPassword = await judge(command, attempt.account);
        return newPassword === undefined ? undefined : await passwords.hash(newPassword);
      } catch (error) {
        if (!isLatchkeyError(error)) throw error;
        await forgive(attempt, source);
        const { ip: sourceIp, requestId } = source;
        // a correct password is always logged, even when the sign-in stops here
        log('sign_in_stopped', { sub: attempt.account.sub, code: error.code, sourceIp, requestId });
        throw error;
      }
    },
  };
}
