/** Deletes an account with everything that belongs to it: an operator's command, no route. */
import type { NamePointer, NamePointers } from '../accounts/identifiers/name-pointers';
import { parseUsername } from '../accounts/username';
import { findChosenUser, type UserChoice } from './find-user';
import { type ReapplyDeletionDependencies, reapplyDeletion } from './reapply-deletion';

/** What the command needs. */
export interface DeleteUserDependencies extends Omit<ReapplyDeletionDependencies, 'dryRun' | 'names'> {
  readonly names: Pick<NamePointers, 'find' | 'release'>;
}

/** Whom to delete. */
export interface DeleteUserCommand {
  readonly choice: UserChoice;
  /** Whether to look alone, and delete nothing. */
  readonly dryRun: boolean;
}

/** What was deleted, or would be. */
export interface DeletedUser {
  readonly sub: string;
  /** @default - the account was gone already, and its name was not free yet */
  readonly username?: string;
}

/**
 * Makes the operation: as `DELETE /users/me`, but whatever the account's state, and without a password. It may be run again after a
 * failure at any step, and goes on from there.
 * @throws Error saying what to do: an unknown user
 */
export function deleteUser(
  deps: DeleteUserDependencies,
): (command: DeleteUserCommand) => Promise<DeletedUser> {
  const { accounts, names, recordAudit } = deps;
  const erase = reapplyDeletion({ ...deps, dryRun: false });

  /** A deletion that ended before its last step has left a name that leads nowhere. */
  async function findLeftName(choice: UserChoice): Promise<NamePointer | undefined> {
    const name = 'username' in choice ? parseUsername(choice.username) : undefined;
    const pointer = name && (await names.find(name.normalised));
    // the account of a reservation may be written at any moment
    if (pointer?.state !== 'CONFIRMED' || (await accounts.find(pointer.sub))) return undefined;
    return pointer;
  }

  return async ({ choice, dryRun }) => {
    const left = await findLeftName(choice);
    if (left) {
      const { sub } = left;
      if (dryRun) await recordAudit('operator_account_view', { sub });
      else {
        await erase(sub);
        await names.release(left);
      }
      return { sub };
    }
    const { sub, username } = await findChosenUser(deps, choice);
    if (dryRun) await recordAudit('operator_account_view', { sub });
    else await erase(sub);
    return { sub, username };
  };
}
