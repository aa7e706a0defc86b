/** The rules for new passwords (NIST SP 800-63B-4 section 3.1.1.2: length, no rules of composition). */
import type { FieldError } from '../../shared/errors';

/** Bounds in code points. */
export interface PasswordPolicy {
  readonly minLength: number;
  readonly maxLength: number;
}

/** The form in which a password is counted, hashed and verified: any keyboard's way of typing it gives the same. */
export function normalisePassword(password: string): string {
  return password.normalize('NFKC');
}

/**
 * Judges a new password. It counts both as typed and normalised, since NFKC can grow and shrink a text.
 * @returns the faults, none of which tells anything of the password
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
