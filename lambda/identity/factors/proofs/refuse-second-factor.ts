/** Ends a sign-in whose account has a second factor, in a stage that checks none. */
import { SecondFactorUnavailableError } from '../../../shared/factor-errors';
import type { Log } from '../../../shared/log';
import type { FactorAttempts } from '../factor-attempts';
import type { RequireSecondFactor } from './require-second-factor';

/** The dependencies of the refusal. */
export interface RefuseSecondFactorDependencies {
  readonly factorAttempts: Pick<FactorAttempts, 'takeBackPassword'>;
  readonly log: Log<'second_factor_unavailable' | 'attempt_not_refunded'>;
}

/**
 * Returns the function. The password alone is never enough for such an account, also when the setting of the stage was
 * switched off. The attempt of the right password is taken back. An account of which only passkeys are being reset needs
 * no second factor.
 */
export function refuseSecondFactor({
  factorAttempts,
  log,
}: RefuseSecondFactorDependencies): RequireSecondFactor {
  return async (authenticated, { source: { ip: sourceIp, requestId } }) => {
    const { account, device } = authenticated;
    if (account.secondFactorSince === undefined) return { authenticated };
    await factorAttempts.takeBackPassword(account, device?.device.id).catch(() => {
      // a count that stays too high does less harm than a different response
      log('attempt_not_refunded', { requestId });
    });
    log('second_factor_unavailable', { sub: account.sub, sourceIp, requestId });
    throw new SecondFactorUnavailableError('The stage checks no second factor');
  };
}
