/**
 * The rules for new passwords (NIST SP 800-63B-4 section 3.1.1.2: a minimum length, no composition rules).
 */
import type { FieldError } from '../../shared/errors';

/** The minimum and maximum length, in code points. */
export interface PasswordPolicy {
  readonly minLength: number;
  readonly maxLength: number;
}

/**
 * Returns the form in which a password is counted, hashed and verified. Every keyboard's encoding of it gives
 * the same form.
 */
export function normalisePassword(password: string): string {
  return password.normalize('NFKC');
}

/**
 * Checks a new password. Its length counts both as typed and normalized, because NFKC can lengthen and
 * shorten a text.
 * @returns the broken rules, in words that reveal nothing about the password
 */
export function checkPassword(
  password: string,
  { minLength, maxLength }: PasswordPolicy,
  pointer = '#/password',
): FieldError[] {
  const lengths = [password, normalisePassword(password)].map((form) => [...form].length);
  if (lengths.some((length) => length < minLength)) {
    return [
      { pointer, detail: `must be at least ${minLength} characters long: a passphrase is easy to remember` },
    ];
  }
  if (lengths.some((length) => length > maxLength)) {
    return [{ pointer, detail: `must be at most ${maxLength} characters long` }];
  }
  return [];
}
