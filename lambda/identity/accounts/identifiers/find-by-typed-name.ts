/** Finds the account that a sign-in names, by its username or its e-mail address. */
import { normaliseUsername, parseUsername } from '../username';
import type { EmailAddress } from './email-address';
import { type FindByNameDependencies, findByIdentifier, type NamedAccount } from './find-by-name';
import type { IdentifierPointers } from './identifier-pointers';

/** How a typed text is read. */
export interface TypedNameRules {
  /** Called only for texts with `@`, so that it can be loaded on demand. @default - the stage has no e-mail */
  readonly parseEmailAddress?: ((text: string) => EmailAddress | undefined) | undefined;
}

/** The stores of usernames, addresses and accounts. */
export interface FindByTypedNameDependencies<Pointers extends Pick<IdentifierPointers, 'find'>>
  extends FindByNameDependencies,
    TypedNameRules {
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

/** Parses a text as what it is: an address if it has an `@`, a username otherwise. */
function parseTypedName({ parseEmailAddress }: TypedNameRules, text: string) {
  return text.includes('@') ? parseEmailAddress?.(text) : parseUsername(text);
}

/**
 * Returns the one form of all spellings of what was typed. Attempts are counted under it, whether or not an
 * account has it. A text with `@` is an address, any other a username.
 */
export function normaliseTypedName(rules: TypedNameRules, text: string): string {
  return parseTypedName(rules, text)?.normalised ?? normaliseUsername(text);
}

/**
 * Finds the account. The typed text alone decides where it is looked up, once. Two items are read in sequence,
 * whether the account exists or not, and also where addresses are not served.
 */
export async function findByTypedName<Pointers extends Pick<IdentifierPointers, 'find'>>(
  deps: FindByTypedNameDependencies<Pointers>,
  text: string,
): Promise<FoundAccount<Pointers> | undefined> {
  const { names, emails, accounts } = deps;
  const isAddress = text.includes('@');
  const pointers = (isAddress && emails) || names;
  // names hold no address
  const parsed = isAddress && pointers === names ? undefined : parseTypedName(deps, text);
  const found = await findByIdentifier(
    { pointers, accounts },
    parsed?.normalised ?? NO_IDENTIFIER,
    (account) => (isAddress ? account.email?.address : account.name),
  );
  return found && { ...found, pointers };
}
