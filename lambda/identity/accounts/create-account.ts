/** Creates an account under a unique name in three writes. A failure after any of them is safe. */
import { hasCode, InternalError, UsernameTakenError } from '../../shared/errors';
import type { Account } from './account';
import type { Accounts } from './accounts';
import type { IdentifierPointer, IdentifierPointers } from './identifiers/identifier-pointers';
import { type ReserveNameDependencies, reserveName, toReservation } from './identifiers/reserve-identifier';

/** The dependencies of a creation. */
export interface CreateAccountDependencies extends ReserveNameDependencies {
  readonly accounts: Pick<Accounts, 'find' | 'create' | 'discard'>;
  readonly names: Pick<IdentifierPointers, 'find' | 'reserve' | 'replace' | 'confirm' | 'release'>;
}

/** Thrown when an account with another name has the id. */
export class SubTakenError extends InternalError {}

/**
 * Returns the function that creates an account. It reserves the name, writes the account, and confirms the
 * name. The second write is the commit.
 *
 * After a crash before the commit, the name is free once the reservation has expired. After a crash after the
 * commit, the account exists, and its first sign-in confirms the name. Errors have the same results, but an
 * error before the commit releases the name at once if possible.
 *
 * @throws UsernameTakenError, SubTakenError
 */
export function createAccount(deps: CreateAccountDependencies): (account: Account) => Promise<void> {
  const { accounts, names, now } = deps;

  async function reserve(account: Account): Promise<IdentifierPointer> {
    const pointer = toReservation(account, now());
    try {
      return await reserveName(deps, account, pointer);
    } catch (error) {
      // an error does not prove that nothing was written; best effort, because a reservation expires
      if (!hasCode(error, 'USERNAME_TAKEN')) await names.release(pointer).catch(() => {});
      throw error;
    }
  }

  async function commit(account: Account, pointer: IdentifierPointer): Promise<void> {
    // after an error, the account may be stored now or later: the reservation keeps its name for it
    const isCreated = await accounts.create(account);
    if (isCreated) return;
    if ((await accounts.find(account.sub))?.name === account.name) {
      // a concurrent import created it, and the pointer belongs to that import
      throw new UsernameTakenError('The username is taken');
    }
    await names.release(pointer);
    throw new SubTakenError('Another account has this id');
  }

  return async (account) => {
    const pointer = await reserve(account);
    await commit(account, pointer);
    if (await names.confirm(pointer)) return;
    // this took longer than the reservation lasts, and another account has taken the name
    await accounts.discard(account);
    throw new UsernameTakenError('The username is taken');
  };
}
