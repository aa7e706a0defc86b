/** Applies a reset that is due, in a stage that requires a second factor. */
import type { Log } from '../../../shared/log';
import type { Notify } from '../../email/notices/notify';
import { FACTOR_ATTRIBUTES } from '../account-factor';
import type { AccountFactors } from '../account-factors';
import type { FactorSecrets } from '../factor-secrets';
import { findDueReset } from '../proofs/factors-reset';
import type { RequireSecondFactor } from '../proofs/require-second-factor';

/** The dependencies of the reset. */
export interface EnrolAfterResetDependencies {
  readonly accountFactors: Pick<AccountFactors, 'applyReset'>;
  readonly factorSecrets: Pick<FactorSecrets, 'delete'>;
  readonly notify: Notify;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  readonly log: Log<'factors_reset'>;
}

/** What an account does not have after a reset. */
const noFactors = Object.fromEntries([...FACTOR_ATTRIBUTES, 'passkeys'].map((name) => [name, undefined]));

/**
 * Returns the function. The factors of such an account are removed, and its sign-in ends as that of any account without
 * one: with a challenge that adds the first. The password alone never starts a session.
 * @param otherwise ends every sign-in
 */
export function enrolAfterReset(
  { accountFactors, factorSecrets, notify, now, log }: EnrolAfterResetDependencies,
  otherwise: RequireSecondFactor,
): RequireSecondFactor {
  return async (authenticated, sent) => {
    const { account } = authenticated;
    const resetAt = findDueReset(account, now());
    if (resetAt === undefined) return otherwise(authenticated, sent);
    if (!(await accountFactors.applyReset(account, resetAt))) return 'changed';
    const { sub } = account;
    const { ip: sourceIp, requestId } = sent.source;
    notify('factor-removed', account);
    log('factors_reset', { sub, sourceIp, requestId });
    // they belong to no factor any more, and the enrolment deletes what is left
    for (const id of Object.keys(account.factors ?? {})) await factorSecrets.delete(sub, id).catch(() => {});
    return otherwise({ ...authenticated, account: { ...account, ...noFactors } }, sent);
  };
}
