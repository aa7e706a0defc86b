/** Finds the account of the user that an operator specifies. */
import { isUuid } from '../../shared/uuid';
import type { Account } from '../accounts/account';
import { type FindByNameDependencies, findByName } from '../accounts/identifiers/find-by-name';
import { parseUsername } from '../accounts/username';

/** How an operator specifies a user. */
export type UserChoice = { readonly username: string } | { readonly sub: string };

/**
 * Finds the account with any spelling of its username.
 * @throws Error with advice: an unknown user
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
 * Finds the account of a user by username or `sub`.
 * @throws Error with advice: an unknown user, or a malformed `sub`
 */
export async function findChosenUser(deps: FindByNameDependencies, choice: UserChoice): Promise<Account> {
  if ('username' in choice) return findUser(deps, choice.username);
  checkSub(choice.sub);
  const account = await deps.accounts.find(choice.sub);
  if (!account) throw new Error(`The account ${choice.sub} does not exist: check the id`);
  return account;
}

/** @throws Error when it cannot be the id of an account */
function checkSub(sub: string): void {
  if (!isUuid(sub)) throw new Error(`"${sub}" is not an account id: use a UUID in lower case for --sub`);
}
