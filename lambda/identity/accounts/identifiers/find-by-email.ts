/** Finds the account that has an e-mail address. */
import type { Accounts } from '../accounts';
import { findByIdentifier, type NamedAccount } from './find-by-name';
import type { IdentifierPointers } from './identifier-pointers';

/** The stores of addresses and accounts. */
export interface FindByEmailDependencies {
  readonly emails: Pick<IdentifierPointers, 'find'>;
  readonly accounts: Pick<Accounts, 'find'>;
}

/** Finds the account with a normalized address, which the account has verified. */
export function findByEmail(
  { emails, accounts }: FindByEmailDependencies,
  address: string,
): Promise<NamedAccount | undefined> {
  return findByIdentifier({ pointers: emails, accounts }, address, ({ email }) => email?.address);
}
