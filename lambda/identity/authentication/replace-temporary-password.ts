/** Demands of a sign-in with a temporary password that it sets another one, and of any other sign-in that it does not. */
import { isLatchkeyError, PasswordChangeRequiredError, ValidationError } from '../../shared/errors';
import type { ClientInfo } from '../../shared/http/client-info';
import type { Log } from '../../shared/log';
import type { Account } from '../accounts/account';
import type { AccountAttempts, ThrottleScope } from '../accounts/account-attempts';
import type { CheckNewPassword } from '../passwords/check-new-password';
import type { PasswordHasher } from '../passwords/password-hasher';
import { normalisePassword } from '../passwords/password-policy';
import type { RejectBreachedPassword } from '../passwords/reject-breached-password';

/** What the demand needs. */
export interface TemporaryPasswordDependencies {
  readonly checkNewPassword: CheckNewPassword;
  readonly rejectBreachedPassword: RejectBreachedPassword;
  readonly passwords: Pick<PasswordHasher, 'hash'>;
  readonly accountAttempts: Pick<AccountAttempts, 'forgive'>;
  readonly log: Log<'sign_in_stopped' | 'attempt_not_refunded'>;
}

/** What a sign-in says of its password. */
export interface ReplacementCommand {
  readonly username: string;
  readonly password: string;
  /** The password in the place of a temporary one. @default - none */
  readonly newPassword?: string | undefined;
  readonly source: ClientInfo;
}

/** An account whose password was right, and what the attempt was counted against. */
export interface RightAttempt {
  readonly account: Account;
  readonly scope: ThrottleScope;
}

/** The two parts of the demand. */
export interface TemporaryPasswordReplacement {
  /**
   * Judges the new password, before anything is looked up or counted: the answer depends on nothing but the request.
   * @throws ValidationError
   */
  check(command: ReplacementCommand): Promise<void>;
  /**
   * Judges the request as a whole, once its password was found right. An attempt that ends here is taken back.
   * @returns the hash of the new password; undefined when the account keeps the one it has
   * @throws PasswordChangeRequiredError, ValidationError
   */
  hash(command: ReplacementCommand, attempt: RightAttempt): Promise<string | undefined>;
}

/** Where the new password stands in the body: a JSON Pointer in its URI fragment form. */
const NEW_PASSWORD = '#/new_password';

/** Makes the demand. */
export function createTemporaryPasswordReplacement(
  deps: TemporaryPasswordDependencies,
): TemporaryPasswordReplacement {
  const { checkNewPassword, rejectBreachedPassword, passwords, accountAttempts, log } = deps;

  /** Returns the new password, which is undefined when none is needed. */
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

  /** As a sign-in would. A count that stays too high harms less than another answer. */
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
        // a right password leaves a line, whatever becomes of it
        log('sign_in_stopped', { sub: attempt.account.sub, code: error.code, sourceIp, requestId });
        throw error;
      }
    },
  };
}
