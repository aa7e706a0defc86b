/** Checks a password that a user wants to set. */
import type { FieldError } from '../../shared/errors';
import { findInBlocklist } from './password-blocklist';
import { checkPassword, type PasswordPolicy } from './password-policy';

/** The rules of the check. */
export interface NewPasswordRules {
  readonly passwordPolicy: PasswordPolicy;
  /** The name of the service, which is not accepted as a password. */
  readonly serviceName: string;
}

/** The user of the password, and its location in the body. */
export interface NewPasswordContext {
  readonly username: string;
  /** A JSON Pointer in URI fragment form. */
  readonly pointer: string;
}

/** Returns the broken rules, in words that reveal nothing about the password. */
export type CheckNewPassword = (
  password: string,
  context: NewPasswordContext,
) => Promise<readonly FieldError[]>;

/** Creates the check. It checks the length first, which costs nothing. It calls no other service. */
export function createNewPasswordCheck(rules: NewPasswordRules): CheckNewPassword {
  const { passwordPolicy, serviceName } = rules;
  return async (password, { username, pointer }) => {
    const faults = checkPassword(password, passwordPolicy, pointer);
    if (faults.length > 0) return faults;
    const common = await findInBlocklist(password, { username, serviceName });
    return common === undefined ? [] : [{ pointer, detail: common }];
  };
}
