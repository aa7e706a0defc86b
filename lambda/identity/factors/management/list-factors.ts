/** Lists the factors of an account. */
import type { Caller } from '../../../shared/http/request';
import { type FindActiveDependencies, findActiveAccount } from '../../email/find-active-account';
import { deleteOrphanedSecrets, type OrphanDependencies } from './delete-orphaned-secrets';

/** A factor as its user sees it. Times are ISO 8601, UTC. */
export interface ListedFactor {
  readonly id: string;
  readonly kind: 'totp';
  readonly name: string;
  readonly addedAt: string;
  /** @default - no code of it was used since it was added */
  readonly lastUsedAt?: string;
}

/** The factors of an account. */
export interface FactorList {
  /** In the order in which they were added. */
  readonly items: readonly ListedFactor[];
  readonly recovery_codes_left: number;
  /** From when the factors count as removed. @default - no reset waits */
  readonly reset_at?: string;
}

/** The dependencies of the list. */
export interface ListFactorsDependencies extends FindActiveDependencies, OrphanDependencies {}

/**
 * Returns the operation. An enrolment that waits for its confirmation is not listed.
 * @throws UnauthorizedError when the account is not active or no longer exists
 */
export function listFactors(
  deps: ListFactorsDependencies,
): (caller: Pick<Caller, 'sub'>) => Promise<FactorList> {
  return async (caller) => {
    const account = await findActiveAccount(deps, caller);
    await deleteOrphanedSecrets(deps, account);
    const { factors = {}, recoveryCodes = [], factorsResetAt: resetAt } = account;
    const items = Object.entries(factors)
      .sort(([, one], [, other]) => one.addedAt - other.addedAt)
      .map(([id, { kind, name, addedAt, lastUsedAt }]) => ({
        id,
        kind,
        name,
        addedAt: new Date(addedAt).toISOString(),
        ...(lastUsedAt !== undefined && { lastUsedAt: new Date(lastUsedAt).toISOString() }),
      }));
    return {
      items,
      recovery_codes_left: recoveryCodes.length,
      ...(resetAt !== undefined && { reset_at: new Date(resetAt).toISOString() }),
    };
  };
}
