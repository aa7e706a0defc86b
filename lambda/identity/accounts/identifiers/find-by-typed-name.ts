/** Finds the account that a user names at a sign-in, by its username or its e-mail address. */
import { normaliseUsername, parseUsername } from '../username';
import { parseEmailAddress } from './email-address';
import { findByEmail } from './find-by-email';
import { type FindByNameDependencies, findByName, type NamedAccount } from './find-by-name';
import type { IdentifierPointers } from './identifier-pointers';

/** The stores of usernames, addresses and accounts. */
export interface FindByTypedNameDependencies<Pointers extends Pick<IdentifierPointers, 'find'>>
  extends FindByNameDependencies {
  readonly names: Pointers;
  /** @default - the stage has no e-mail */
  readonly emails?: Pointers | undefined;
}

/** An account, and the store that led to it. */
export interface FoundAccount<Pointers> extends NamedAccount {
  readonly pointers: Pointers;
}

/** The identifier to look up for text that cannot be one, so that it causes the same reads. */
const NO_IDENTIFIER = '';

/**
 * Returns the one form of all spellings of what was typed. Attempts are counted under it, whether or not an
 * account has it. A text with `@` is an address, any other a username.
 */
export function normaliseTypedName(text: string): string {
  return parseEmailAddress(text)?.normalised ?? normaliseUsername(text);
}

/**
 * Finds the account. The typed text alone decides where it is looked up, once. Two items are read in sequence,
 * whether the account exists or not, and also where addresses are not served.
 */
export async function findByTypedName<Pointers extends Pick<IdentifierPointers, 'find'>>(
  { names, emails, accounts }: FindByTypedNameDependencies<Pointers>,
  text: string,
): Promise<FoundAccount<Pointers> | undefined> {
  if (emails && text.includes('@')) {
    const address = parseEmailAddress(text)?.normalised ?? NO_IDENTIFIER;
    const found = await findByEmail({ emails, accounts }, address);
    return found && { ...found, pointers: emails };
  }
  const name = parseUsername(text)?.normalised ?? NO_IDENTIFIER;
  const found = await findByName({ names, accounts }, name);
  return found && { ...found, pointers: names };
}
