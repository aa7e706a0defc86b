/** Ends a sign-in whose password was right, and whose account has a second factor, with a challenge. */
import { SecondFactorRequiredError } from '../../../shared/factor-errors';
import type { ClientInfo } from '../../../shared/http/client-info';
import type { Log } from '../../../shared/log';
import type { Authenticated } from '../../authentication/authenticated';
import type { SignInResponse } from '../../tokens/token-response';
import { kindsOf } from '../account-factor';
import type { FactorAttempts } from '../factor-attempts';
import {
  CHALLENGE_MS,
  createChallenge,
  digestChallenge,
  digestPasswordHash,
} from '../second-factor-challenge';
import type { SecondFactorChallenges } from '../second-factor-challenges';

/** The dependencies of the challenge. */
export interface RequireSecondFactorDependencies {
  readonly challenges: Pick<SecondFactorChallenges, 'create'>;
  readonly factorAttempts: Pick<FactorAttempts, 'takeBackPassword'>;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  readonly log: Log<'second_factor_required' | 'attempt_not_refunded'>;
}

/**
 * Ends a sign-in whose password was right, of an account with a second factor.
 * @returns the tokens when a reset of the factors is due; undefined when the account has changed meanwhile
 * @throws SecondFactorRequiredError in every other case
 */
export type RequireSecondFactor = (
  authenticated: Authenticated,
  source: ClientInfo,
) => Promise<SignInResponse | undefined>;

/**
 * Returns the function. It starts no session, makes no device known and stores no new hash on the account: the
 * challenge keeps them until the second factor is proved. The attempt of the right password is taken back, and no
 * failures are cleared.
 */
export function requireSecondFactor(deps: RequireSecondFactorDependencies): RequireSecondFactor {
  const { challenges, factorAttempts, now, log } = deps;
  return async ({ account, device, newPasswordHash, replacesPassword }, { ip: sourceIp, requestId }) => {
    const { sub, username, securityVersion, passwordHash, scopes } = account;
    const challenge = createChallenge();
    await challenges.create(digestChallenge(challenge), {
      purpose: 'second-factor',
      sub,
      username,
      securityVersion,
      passwordDigest: digestPasswordHash(passwordHash),
      scope: scopes.join(' '),
      ...(device && { device: device.device.id }),
      ...(newPasswordHash !== undefined && { newPasswordHash }),
      ...(replacesPassword && { replacesPassword }),
      validUntil: now() + CHALLENGE_MS,
    });
    await factorAttempts.takeBackPassword(account, device?.device.id).catch(() => {
      // a count that stays too high does less harm than a different response
      log('attempt_not_refunded', { requestId });
    });
    log('second_factor_required', { sub, sourceIp, requestId });
    throw new SecondFactorRequiredError({ challenge, kinds: kindsOf(account) });
  };
}
