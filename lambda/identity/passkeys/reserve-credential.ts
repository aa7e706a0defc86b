/** Reserves a credential for an account that is about to get it as a passkey. */
import { PasskeyTakenError } from '../../shared/passkey-errors';
import type { Account } from '../accounts/account';
import type { Accounts } from '../accounts/accounts';
import type { IdentifierPointer, IdentifierPointers } from '../accounts/identifiers/identifier-pointers';
import {
  type ReserveIdentifierDependencies,
  reserveIdentifier,
  toReservation,
} from '../accounts/identifiers/reserve-identifier';

/** Whether an account keeps a credential from others: it has the passkey. */
const holdsPasskey = ({ passkeys }: Pick<Account, 'passkeys'>, id: string): boolean =>
  passkeys?.[id] !== undefined;

/** The dependencies of a reservation. */
export interface ReserveCredentialDependencies
  extends Pick<ReserveIdentifierDependencies, 'accounts' | 'now'> {
  /** The pointers of credentials. */
  readonly credentials: ReserveIdentifierDependencies['pointers'];
}

/**
 * Returns the function that reserves a credential by the id of its passkey. What an interrupted registration has left is
 * taken over: at once by the same account, and by any other after the reservation has expired.
 * @returns the pointer; the caller must confirm it once the account has the passkey
 * @throws PasskeyTakenError
 */
export function reserveCredential({
  credentials: pointers,
  accounts,
  now,
}: ReserveCredentialDependencies): (
  id: string,
  account: Pick<Account, 'sub' | 'passkeys'>,
) => Promise<IdentifierPointer> {
  return async (id, account) => {
    const pointer = toReservation({ name: id, sub: account.sub }, now());
    const isReserved =
      !holdsPasskey(account, id) &&
      (await reserveIdentifier({ pointers, accounts, now, holds: holdsPasskey }, pointer));
    if (!isReserved) throw new PasskeyTakenError('An account has the credential');
    return pointer;
  };
}

/**
 * Releases a reservation, unless its account has the passkey or may still get it: a parallel request may rely on the same
 * pointer. Of an active account it stays, and any account takes it over once it has expired.
 */
export async function abandonCredential(
  {
    accounts,
    credentials,
  }: {
    readonly accounts: Pick<Accounts, 'find'>;
    readonly credentials: Pick<IdentifierPointers, 'release'>;
  },
  pointer: IdentifierPointer,
): Promise<void> {
  const account = await accounts.find(pointer.sub);
  const isKept =
    account?.state === 'ACTIVE' || (account?.state === 'DISABLED' && holdsPasskey(account, pointer.name));
  if (!isKept) await credentials.release(pointer);
}
