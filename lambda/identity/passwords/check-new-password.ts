/** Judges a password that somebody wants to have. */
import type { FieldError } from '../../shared/errors';
import { findInBlocklist } from './password-blocklist';
import { checkPassword, type PasswordPolicy } from './password-policy';

/** What the judgement rests on. */
export interface NewPasswordRules {
  readonly passwordPolicy: PasswordPolicy;
  /** The name of the service, which is no password. */
  readonly serviceName: string;
}

/** Whose password it is to be, and where it stands in the body. */
export interface NewPasswordContext {
  readonly username: string;
  /** A JSON Pointer in its URI fragment form. */
  readonly pointer: string;
}

/** Returns what is wrong with a password, in words that tell nothing of it. */
export type CheckNewPassword = (
  password: string,
  context: NewPasswordContext,
) => Promise<readonly FieldError[]>;

/** Makes the judgement: the length first, which costs nothing. Nobody else is asked. */
export function createNewPasswordCheck(rules: NewPasswordRules): CheckNewPassword {
  const { passwordPolicy, serviceName } = rules;
  return async (password, { username, pointer }) => {
    const faults = checkPassword(password, passwordPolicy, pointer);
    if (faults.length > 0) return faults;
    const common = await findInBlocklist(password, { username, serviceName });
    return common === undefined ? [] : [{ pointer, detail: common }];
  };
}
