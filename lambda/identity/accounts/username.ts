/** The rules of usernames. A username has no `@`, so it cannot be confused with an email address. */
import type { FieldError } from '../../shared/errors';

const GRAMMAR = /^[a-z0-9._+-]{3,64}$/;

/** A valid username. */
export interface Username {
  /**
   * The username as the user wrote it, in NFKC. So it has only the permitted characters, in either case, and
   * cannot imitate another one.
   */
  readonly shown: string;
  /** The one form under which all its spellings are stored. */
  readonly normalised: string;
}

/** Converts a name to NFKC and lower case. For a valid name, a second conversion changes nothing. */
export function normaliseUsername(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

/** Parses a username; returns undefined when it is not valid. */
export function parseUsername(name: string): Username | undefined {
  const shown = name.normalize('NFKC');
  const normalised = normaliseUsername(name);
  return GRAMMAR.test(normalised) ? { shown, normalised } : undefined;
}

/** The error that a client receives for a username that is not valid. */
export const usernameFault: FieldError = {
  pointer: '#/username',
  detail: 'must be 3 to 64 characters of a-z, 0-9 and . _ + - (case is ignored; @ is not allowed)',
};
