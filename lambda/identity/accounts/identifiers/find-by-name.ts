/** Finds the account that has an identifier. */
import type { Account } from '../account';
import type { Accounts } from '../accounts';
import type { IdentifierPointer, IdentifierPointers } from './identifier-pointers';

/** The stores of names and accounts. */
export interface FindByNameDependencies {
  readonly names: Pick<IdentifierPointers, 'find'>;
  readonly accounts: Pick<Accounts, 'find'>;
}

/** An account, and the pointer that led to it. */
export interface NamedAccount {
  readonly account: Account;
  readonly pointer: IdentifierPointer;
}

/** An id that no account has. */
const NO_SUB = '';

/** The stores that lead to an account. */
export interface FindByIdentifierDependencies {
  readonly pointers: Pick<IdentifierPointers, 'find'>;
  readonly accounts: Pick<Accounts, 'find'>;
}

/**
 * Finds the account with a normalized identifier, which the account must claim as well. An expired account is not
 * found. Two items are read in sequence, whether the account exists or not.
 * @param claimOf returns the identifier of the same kind that an account claims
 */
export async function findByIdentifier(
  { pointers, accounts }: FindByIdentifierDependencies,
  name: string,
  claimOf: (account: Account) => string | undefined,
): Promise<NamedAccount | undefined> {
  const pointer = await pointers.find(name);
  const account = await accounts.find(pointer?.sub ?? NO_SUB);
  const isFound = account && account.state !== 'EXPIRED' && claimOf(account) === name;
  return pointer && isFound ? { account, pointer } : undefined;
}

/** Finds the account with a normalized username. */
export function findByName(
  { names, accounts }: FindByNameDependencies,
  name: string,
): Promise<NamedAccount | undefined> {
  return findByIdentifier({ pointers: names, accounts }, name, (account) => account.name);
}
