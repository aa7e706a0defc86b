/** Creates an account under a name of its own, in three writes of which each is safe to be the last. */
import { InternalError, UsernameTakenError } from '../../shared/errors';
import type { Account } from './account';
import type { Accounts } from './accounts';
import type { NamePointer, NamePointers } from './identifiers/name-pointers';
import { type ReserveNameDependencies, reserveName } from './identifiers/reserve-name';

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
 *
 * @throws UsernameTakenError, SubTakenError
 */
export function createAccount(deps: CreateAccountDependencies): (account: Account) => Promise<void> {
  const { accounts, names } = deps;

  /** Best effort, so that the same request succeeds when it is repeated: otherwise the reservation ends by itself. */
  async function undo(account: Account, pointer: NamePointer): Promise<void> {
    try {
      // an error does not tell that nothing was written
      if (await accounts.discard(account)) await names.release(pointer);
    } catch {}
  }

  async function commit(account: Account, pointer: NamePointer): Promise<void> {
    let isCreated: boolean;
    try {
      isCreated = await accounts.create(account);
    } catch (error) {
      await undo(account, pointer);
      throw error;
    }
    if (isCreated) return;
    if ((await accounts.find(account.sub))?.name === account.name) {
      // another import made it at the same time: the pointer is its own
      throw new UsernameTakenError('The username is taken');
    }
    await names.release(pointer);
    throw new SubTakenError('Another account has this id');
  }

  return async (account) => {
    const pointer = await reserveName(deps, account);
    await commit(account, pointer);
    if (await names.confirm(pointer)) return;
    // this took longer than the reservation lasts, and another account has the name by now
    await accounts.discard(account);
    throw new UsernameTakenError('The username is taken');
  };
}
