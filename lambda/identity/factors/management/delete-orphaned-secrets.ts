/** Deletes secrets that belong to no factor, which an interrupted request has left. */
import type { Account } from '../../accounts/account';
import { ENROLMENT_MS, type FactorSecret, type FactorSecrets } from '../factor-secrets';

/** The dependencies of the deletion. */
export interface OrphanDependencies {
  readonly factorSecrets: Pick<FactorSecrets, 'list' | 'delete'>;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/**
 * The age from which no confirmation of an enrolment can be in progress, in milliseconds. A confirmation prepares the
 * secret before the account names the factor, and a function runs for seconds.
 */
const SETTLED_MS = ENROLMENT_MS + 5 * 60 * 1000;

/**
 * Deletes secrets of an account that no confirmation can still use. Returns all secrets that it found.
 * @param account as it was read before: a factor that was added since is too young to be deleted
 */
export async function deleteOrphanedSecrets(
  { factorSecrets, now }: OrphanDependencies,
  { sub, factors = {} }: Pick<Account, 'sub' | 'factors'>,
): Promise<readonly FactorSecret[]> {
  const secrets = await factorSecrets.list(sub);
  const settled = now() - SETTLED_MS;
  for (const { id, createdAt } of secrets) {
    if (!Object.hasOwn(factors, id) && createdAt < settled) await factorSecrets.delete(sub, id);
  }
  return secrets;
}
