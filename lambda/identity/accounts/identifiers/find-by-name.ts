/** Finds the account that has a username. */
import type { Account } from '../account';
import type { Accounts } from '../accounts';
import type { NamePointer, NamePointers } from './name-pointers';

/** Where names and accounts are. */
export interface FindByNameDependencies {
  readonly names: Pick<NamePointers, 'find'>;
  readonly accounts: Pick<Accounts, 'find'>;
}

/** An account, and the pointer that led to it. */
export interface NamedAccount {
  readonly account: Account;
  readonly pointer: NamePointer;
}

/** The id that no account has. */
const NO_SUB = '';

/**
 * Finds the account under a normalised name, which the account itself must claim as well. Whether there is one or not, two items
 * are read, one after the other.
 */
export async function findByName(
  { names, accounts }: FindByNameDependencies,
  name: string,
): Promise<NamedAccount | undefined> {
  const pointer = await names.find(name);
  const account = await accounts.find(pointer?.sub ?? NO_SUB);
  return pointer && account?.name === name ? { account, pointer } : undefined;
}
