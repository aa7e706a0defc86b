/** Deletes passkeys that their account does not have, which an interrupted request has left. */
import { LONGEST_RUN_MS } from '../../../shared/aws/aws-limits';
import type { Account } from '../../accounts/account';
import type { IdentifierPointers } from '../../accounts/identifiers/identifier-pointers';
import type { Passkey } from '../passkey';
import type { Passkeys } from '../passkeys';

/** The dependencies of the deletion. */
export interface OrphanedPasskeyDependencies {
  readonly passkeys: Pick<Passkeys, 'list' | 'delete'>;
  readonly credentials: Pick<IdentifierPointers, 'find' | 'release'>;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Deletes passkeys that no registration can still give to the account. Returns those that the account has.
 * @param account as it was read before: a passkey that was added since is too young to be deleted
 */
export async function deleteOrphanedPasskeys(
  { passkeys, credentials, now }: OrphanedPasskeyDependencies,
  { sub, passkeys: own = {} }: Pick<Account, 'sub' | 'passkeys'>,
): Promise<readonly Passkey[]> {
  /** Releases a credential, unless a registration has reserved it again. */
  async function release(id: string): Promise<void> {
    const pointer = await credentials.find(id);
    if (pointer?.sub === sub && pointer.reservedUntil <= now()) await credentials.release(pointer);
  }

  const stored = await passkeys.list(sub);
  // a registration stores the passkey before the account has it, in the same request
  const settled = now() - LONGEST_RUN_MS;
  for (const { id, addedAt } of stored) {
    if (Object.hasOwn(own, id) || addedAt > settled) continue;
    await release(id);
    await passkeys.delete(sub, id, addedAt);
  }
  return stored.filter(({ id }) => Object.hasOwn(own, id));
}
