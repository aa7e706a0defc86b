/** Reserves an e-mail address for an account that is about to get it. */
import type { Account } from '../accounts/account';
import type { Accounts } from '../accounts/accounts';
import type { IdentifierPointer, IdentifierPointers } from '../accounts/identifiers/identifier-pointers';
import {
  type ReserveIdentifierDependencies,
  reserveIdentifier,
} from '../accounts/identifiers/reserve-identifier';

/** Whether an account keeps an address from others: it claims it. */
export const holdsEmail = ({ email }: Pick<Account, 'email'>, address: string): boolean =>
  email?.address === address;

/** The dependencies of a reservation. */
export interface ReserveEmailDependencies extends Pick<ReserveIdentifierDependencies, 'accounts' | 'now'> {
  readonly emails: ReserveIdentifierDependencies['pointers'];
}

/**
 * Reserves an address.
 * @returns false when another account has it, or other requests kept taking it
 */
export function reserveEmail(
  { emails: pointers, accounts, now }: ReserveEmailDependencies,
  pointer: IdentifierPointer,
): Promise<boolean> {
  return reserveIdentifier({ pointers, accounts, now, holds: holdsEmail }, pointer);
}

/**
 * Releases a reservation, unless the account may still get the address, or has it: another request may rely on
 * the same pointer.
 */
export async function abandonEmail(
  {
    accounts,
    emails,
  }: { readonly accounts: Pick<Accounts, 'find'>; readonly emails: Pick<IdentifierPointers, 'release'> },
  pointer: IdentifierPointer,
): Promise<void> {
  const account = await accounts.find(pointer.sub);
  const isKept =
    account?.state === 'ACTIVE' || (account?.state === 'DISABLED' && holdsEmail(account, pointer.name));
  if (!isKept) await emails.release(pointer);
}
