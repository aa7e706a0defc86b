/** Reads hashes of bcrypt, and those of Django, which prefixes `bcrypt$`. */
import { malformed, tooCostly } from './decode';
import type { PasswordCheck } from './hash-reader';

/** The maximum cost. Each increment doubles the time, and the implementation is in JavaScript. */
const MAX_COST = 12;
const MIN_COST = 4;

/**
 * Reads `$2b$12$` and 53 characters; `$2a$` and `$2y$` are the same algorithm. bcrypt uses only the first 72
 * bytes of a password.
 * @see https://passlib.readthedocs.io/en/stable/lib/passlib.hash.bcrypt.html
 */
export function readBcrypt(hash: string): PasswordCheck | undefined {
  const [, modular] = /^(?:bcrypt\$)?(\$2[aby]\$.*)$/s.exec(hash) ?? [];
  if (modular === undefined) return undefined;
  const [, digits] = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/.exec(modular) ?? [];
  const cost = Number(digits);
  if (digits === undefined || cost < MIN_COST) throw malformed();
  if (cost > MAX_COST) throw tooCostly('bcrypt', `a cost up to ${MAX_COST}`);
  return async (password) => (await import('bcryptjs')).default.compare(password, modular);
}
