/** Completes the sign-in of an account whose factors count as removed, by the password alone. */
import type { Log } from '../../../shared/log';
import { reportSignIn, type SignInReportDependencies } from '../../authentication/report-sign-in';
import type { SessionStart, StartSessionCommand } from '../../sessions/start-session';
import type { FactorSecrets } from '../factor-secrets';
import { applyReset, findDueReset } from './factors-reset';
import type { RequireSecondFactor } from './require-second-factor';

/** The dependencies of the sign-in. */
export interface SignInAfterResetDependencies extends Omit<SignInReportDependencies, 'log'> {
  readonly startSession: (command: StartSessionCommand) => Promise<SessionStart>;
  readonly factorSecrets: Pick<FactorSecrets, 'delete'>;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  readonly log: Log<'signed_in' | 'password_changed' | 'factors_reset'>;
}

/**
 * Returns the function. The commit of the sign-in removes the factors and the recovery codes. It requires the date
 * that was read. The secrets are deleted afterwards: they belong to no factor, and the next list deletes what is left.
 * @param otherwise ends the sign-in of every other account
 */
export function signInAfterReset(
  deps: SignInAfterResetDependencies,
  otherwise: RequireSecondFactor,
): RequireSecondFactor {
  const { factorSecrets, notify, now, log } = deps;
  return async (authenticated, sent) => {
    const { account } = authenticated;
    const { source } = sent;
    const resetAt = findDueReset(account, now());
    if (resetAt === undefined) return otherwise(authenticated, sent);
    const started = await deps.startSession({
      authenticated: { ...authenticated, secondFactor: applyReset(resetAt) },
      source,
    });
    if (started.outcome === 'changed') return 'changed';
    const { sub, sid } = started.session;
    notify('factor-removed', account);
    log('factors_reset', { sub, sid, sourceIp: source.ip, requestId: source.requestId });
    reportSignIn(deps, authenticated, started.session, source);
    for (const id of Object.keys(account.factors ?? {})) {
      await factorSecrets.delete(sub, id).catch(() => {});
    }
    return { response: started.response };
  };
}
