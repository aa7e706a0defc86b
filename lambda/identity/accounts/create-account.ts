/** Creates an account under a name of its own, in three writes of which each is safe to be the last. */
import { hasCode, InternalError, UsernameTakenError } from '../../shared/errors';
import type { Account } from './account';
import type { Accounts } from './accounts';
import type { NamePointer, NamePointers } from './identifiers/name-pointers';
import { type ReserveNameDependencies, reserveName, toReservation } from './identifiers/reserve-name';

/** What a creation needs. */
export interface CreateAccountDependencies extends ReserveNameDependencies {
  readonly accounts: Pick<Accounts, 'find' | 'create' | 'discard'>;
  readonly names: Pick<NamePointers, 'find' | 'reserve' | 'replace' | 'confirm' | 'release'>;
}

/** Thrown when an account with another name has the id. */
export class SubTakenError extends InternalError {}

/**
 * Makes the function: reserves the name, writes the account, which is the commit, and confirms the name. After a crash before the
 * commit, the name is free once the reservation has ended; after it, the account is there, and its first sign-in confirms the name.
 * An error leaves the same, but that one before the commit frees the name at once if it can.
 *
 * @throws UsernameTakenError, SubTakenError
 */
export function createAccount(deps: CreateAccountDependencies): (account: Account) => Promise<void> {
  const { accounts, names, now } = deps;

  async function reserve(account: Account): Promise<NamePointer> {
    const pointer = toReservation(account, now());
    try {
      return await reserveName(deps, account, pointer);
    } catch (error) {
      // an error does not tell that nothing was written; best effort, since a reservation ends by itself
      if (!hasCode(error, 'USERNAME_TAKEN')) await names.release(pointer).catch(() => {});
      throw error;
    }
  }

  async function commit(account: Account, pointer: NamePointer): Promise<void> {
    // after an error the account may be there, or be written yet: the reservation keeps its name for it
    const isCreated = await accounts.create(account);
    if (isCreated) return;
    if ((await accounts.find(account.sub))?.name === account.name) {
      // another import made it at the same time: the pointer is its own
      throw new UsernameTakenError('The username is taken');
    }
    await names.release(pointer);
    throw new SubTakenError('Another account has this id');
  }

  return async (account) => {
    const pointer = await reserve(account);
    await commit(account, pointer);
    if (await names.confirm(pointer)) return;
    // this took longer than the reservation lasts, and another account has the name by now
    await accounts.discard(account);
    throw new UsernameTakenError('The username is taken');
  };
}
