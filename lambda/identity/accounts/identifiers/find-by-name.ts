/** Finds the account that has a username. */
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
export const NO_SUB = '';

/**
 * Finds the account with a normalized name, which the account must claim as well. Two items are read in
 * sequence, whether the account exists or not.
 */
export async function findByName(
  { names, accounts }: FindByNameDependencies,
  name: string,
): Promise<NamedAccount | undefined> {
  const pointer = await names.find(name);
  const account = await accounts.find(pointer?.sub ?? NO_SUB);
  return pointer && account?.name === name ? { account, pointer } : undefined;
}
