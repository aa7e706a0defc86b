/** Reserves a credential for an account that is about to get it. */
import { PasskeyTakenError } from '../../shared/passkey-errors';
import type { Account } from '../accounts/account';
import type { IdentifierPointer } from '../accounts/identifiers/identifier-pointers';
import {
  type ReserveIdentifierDependencies,
  reserveIdentifier,
  toReservation,
} from '../accounts/identifiers/reserve-identifier';

/** The dependencies of a reservation. */
export interface ReserveCredentialDependencies
  extends Pick<ReserveIdentifierDependencies, 'accounts' | 'now'> {
  readonly credentials: ReserveIdentifierDependencies['pointers'];
}

/** Whether an account keeps a credential from others: it has the passkey. */
const holdsCredential = ({ passkeys }: Pick<Account, 'passkeys'>, id: string): boolean =>
  Object.hasOwn(passkeys ?? {}, id);

/**
 * Returns the operation.
 * @throws PasskeyTakenError when another account has the credential, or other requests kept taking it
 */
export function reserveCredential({
  credentials: pointers,
  accounts,
  now,
}: ReserveCredentialDependencies): (id: string, account: Pick<Account, 'sub'>) => Promise<IdentifierPointer> {
  return async (id, { sub }) => {
    const pointer = toReservation({ name: id, sub }, now());
    if (await reserveIdentifier({ pointers, accounts, now, holds: holdsCredential }, pointer)) return pointer;
    throw new PasskeyTakenError('Another account has the passkey');
  };
}
