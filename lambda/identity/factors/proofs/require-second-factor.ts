/** Ends a sign-in whose password was right, and whose second factor is missing, with a challenge. */
import { SecondFactorRequiredError } from '../../../shared/factor-errors';
import type { ClientInfo } from '../../../shared/http/client-info';
import type { Log } from '../../../shared/log';
import type { Authenticated } from '../../authentication/authenticated';
import { kindsOf } from '../account-factor';
import { ENROLMENT_KINDS } from '../enrolment/enrolment-challenge';
import { type OpenEnrolmentDependencies, openEnrolment } from '../enrolment/open-enrolment';
import type { FactorAttempts } from '../factor-attempts';
import { createChallenge, digestChallenge, toChallenge } from '../second-factor-challenge';

/** The dependencies of the challenge. */
export interface RequireSecondFactorDependencies extends OpenEnrolmentDependencies {
  readonly factorAttempts: Pick<FactorAttempts, 'takeBackPassword'>;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  readonly log: Log<'second_factor_required' | 'attempt_not_refunded'>;
}

/**
 * Ends a sign-in.
 * @throws SecondFactorRequiredError
 * @throws TooManyAttemptsError when the limits of mails refuse the code of an enrolment
 */
export type RequireSecondFactor = (authenticated: Authenticated, source: ClientInfo) => Promise<never>;

/**
 * Returns the function. It starts no session, makes no device known and stores no new hash on the account: the
 * challenge keeps them until the second factor is proved. The attempt of the right password is taken back, and no
 * failures are cleared.
 *
 * The challenge of an account with a second factor takes a proof of it. That of an account without one adds the first
 * one: the caller decides that the stage requires it. Neither challenge serves the other.
 */
export function requireSecondFactor(deps: RequireSecondFactorDependencies): RequireSecondFactor {
  const { challenges, factorAttempts, now, log } = deps;
  const open = openEnrolment(deps);
  return async (authenticated, source) => {
    const { account, device } = authenticated;
    const { ip: sourceIp, requestId } = source;
    const isEnrolled = account.secondFactorSince !== undefined;
    const challenge = createChallenge();
    const digest = digestChallenge(challenge);
    try {
      if (isEnrolled) await challenges.create(digest, toChallenge('second-factor', authenticated, now()));
      else await open({ digest, authenticated, source });
    } finally {
      await factorAttempts.takeBackPassword(account, device?.device.id).catch(() => {
        // a count that stays too high does less harm than a different response
        log('attempt_not_refunded', { requestId });
      });
    }
    log('second_factor_required', { sub: account.sub, sourceIp, requestId });
    throw new SecondFactorRequiredError({
      challenge,
      kinds: isEnrolled ? kindsOf(account) : ENROLMENT_KINDS,
    });
  };
}
