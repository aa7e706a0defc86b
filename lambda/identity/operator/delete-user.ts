/** Deletes an account and all its data. A command for operators, without a route. */
import type { IdentifierPointer, IdentifierPointers } from '../accounts/identifiers/identifier-pointers';
import { parseUsername } from '../accounts/username';
import { findChosenUser, type UserChoice } from './find-user';
import { type ReapplyDeletionDependencies, reapplyDeletion } from './reapply-deletion';

/** The dependencies of the command. */
export interface DeleteUserDependencies extends Omit<ReapplyDeletionDependencies, 'dryRun' | 'names'> {
  readonly names: Pick<IdentifierPointers, 'find' | 'release'>;
}

/** The user to delete. */
export interface DeleteUserCommand {
  readonly choice: UserChoice;
  /** Whether to only look the user up, and delete nothing. */
  readonly dryRun: boolean;
}

/** The user that was deleted, or would be. */
export interface DeletedUser {
  readonly sub: string;
  /** @default - the account was already deleted, but its name was not yet free */
  readonly username?: string;
}

/**
 * Returns the operation. It works like `DELETE /users/me`, but for an account in any state, and without a
 * password. After a failure at any step it may be repeated, and resumes at that step.
 * @throws Error with advice: an unknown user
 */
export function deleteUser(
  deps: DeleteUserDependencies,
): (command: DeleteUserCommand) => Promise<DeletedUser> {
  const { accounts, names, recordAudit } = deps;
  const erase = reapplyDeletion({ ...deps, dryRun: false });

  /** Finds the name of an account that no longer exists, which an interrupted deletion left. */
  async function findLeftName(choice: UserChoice): Promise<IdentifierPointer | undefined> {
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
