/** Finds the account of the user whom an operator names. */
import type { Account } from '../accounts/account';
import { type FindByNameDependencies, findByName } from '../accounts/identifiers/find-by-name';
import { parseUsername } from '../accounts/username';

/**
 * Finds the account under any spelling of its username.
 * @throws Error saying what to do: an unknown user
 */
export async function findUser(
  deps: FindByNameDependencies,
  username: string,
  advice = 'check the name',
): Promise<Account> {
  const name = parseUsername(username);
  const found = name && (await findByName(deps, name.normalised));
  if (!found) throw new Error(`There is no user "${username}": ${advice}`);
  return found.account;
}
