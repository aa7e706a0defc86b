/** Finds the account of the user whom an operator names. */
import { isUuid } from '../../shared/uuid';
import type { Account } from '../accounts/account';
import { type FindByNameDependencies, findByName } from '../accounts/identifiers/find-by-name';
import { parseUsername } from '../accounts/username';

/** A user, as an operator names one. */
export type UserChoice = { readonly username: string } | { readonly sub: string };

/**
 * Finds the account under any spelling of its username.
 * @throws Error saying what to do: an unknown user
 */
export async function findUser(
  deps: FindByNameDependencies,
  username: string,
  advice = 'check the username',
): Promise<Account> {
  const name = parseUsername(username);
  const found = name && (await findByName(deps, name.normalised));
  if (!found) throw new Error(`The user "${username}" does not exist: ${advice}`);
  return found.account;
}

/**
 * Finds the account of a user who is named in either way.
 * @throws Error saying what to do: an unknown user, or a malformed `sub`
 */
export async function findChosenUser(deps: FindByNameDependencies, choice: UserChoice): Promise<Account> {
  if ('username' in choice) return findUser(deps, choice.username);
  checkSub(choice.sub);
  const account = await deps.accounts.find(choice.sub);
  if (!account) throw new Error(`The account ${choice.sub} does not exist: check the id`);
  return account;
}

/** @throws Error when it can be no account's */
function checkSub(sub: string): void {
  if (!isUuid(sub)) throw new Error(`"${sub}" is not an account id: use a UUID in lower case for --sub`);
}
