/** The rules of usernames. They have no `@`: a text with one is an address. */
import type { FieldError } from '../../shared/errors';

const GRAMMAR = /^[a-z0-9._+-]{3,64}$/;

/** A username that keeps the rules. */
export interface Username {
  /** As its owner wrote it, in the form NFKC: so it has the letters of the rules alone, in either case, and looks like no other. */
  readonly shown: string;
  /** The one form under which all its spellings are stored. */
  readonly normalised: string;
}

/** NFKC and lower case. Doing it twice changes nothing for a name that keeps the rules. */
export function normaliseUsername(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

/** Reads a username; returns undefined when it breaks the rules. */
export function parseUsername(name: string): Username | undefined {
  const shown = name.normalize('NFKC');
  const normalised = normaliseUsername(name);
  return GRAMMAR.test(normalised) ? { shown, normalised } : undefined;
}

/** What to tell somebody whose name breaks the rules. */
export const usernameFault: FieldError = {
  pointer: '#/username',
  detail:
    'must be 3 to 64 characters of a-z, 0-9 and . _ + - (upper case counts as lower case, an @ is not allowed)',
};
