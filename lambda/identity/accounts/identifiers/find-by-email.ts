/** Finds the account that has an e-mail address. */
import type { Accounts } from '../accounts';
import { type NamedAccount, NO_SUB } from './find-by-name';
import type { IdentifierPointers } from './identifier-pointers';

/** The stores of addresses and accounts. */
export interface FindByEmailDependencies {
  readonly emails: Pick<IdentifierPointers, 'find'>;
  readonly accounts: Pick<Accounts, 'find'>;
}

/**
 * Finds the account with a normalised address, which the account must claim as well. The same two items are
 * read in sequence as for a name, whether the account exists or not.
 */
export async function findByEmail(
  { emails, accounts }: FindByEmailDependencies,
  address: string,
): Promise<NamedAccount | undefined> {
  const pointer = await emails.find(address);
  const account = await accounts.find(pointer?.sub ?? NO_SUB);
  return pointer && account?.email?.address === address ? { account, pointer } : undefined;
}
