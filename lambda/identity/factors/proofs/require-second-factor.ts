/** Ends a sign-in whose password was right, and whose account has a second factor, with a challenge, unless the device is trusted. */
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
import {
  acceptTrustedDevice,
  type TrustedDeviceDependencies,
} from '../trusted-devices/accept-trusted-device';

/** The dependencies of the challenge. */
export interface RequireSecondFactorDependencies extends Omit<TrustedDeviceDependencies, 'log'> {
  readonly challenges: Pick<SecondFactorChallenges, 'create'>;
  readonly factorAttempts: Pick<FactorAttempts, 'takeBackPassword'>;
  readonly log: Log<'second_factor_required' | 'trusted_device_accepted' | 'attempt_not_refunded'>;
}

/** What the client sent together with the right password. */
export interface SentWithPassword {
  /** @default - none */
  readonly trustedDeviceToken?: string | undefined;
  readonly source: ClientInfo;
}

/** How a sign-in continues that needs a second factor. */
export type SecondFactorOutcome =
  /** The account has changed since its password was verified: authenticate again. */
  | 'changed'
  /** The sign-in is complete. */
  | { readonly response: SignInResponse }
  /** No challenge is needed: the sign-in continues with this authentication. */
  | { readonly authenticated: Authenticated };

/**
 * Decides about a sign-in whose password was right, of an account with a second factor.
 * @throws SecondFactorRequiredError with a challenge
 */
export type RequireSecondFactor = (
  authenticated: Authenticated,
  sent: SentWithPassword,
) => Promise<SecondFactorOutcome>;

/**
 * Returns the function. It starts no session, makes no device known and stores no new hash on the account: the
 * challenge keeps them until the second factor is proved. The attempt of the right password is taken back, and no
 * failures are cleared.
 */
export function requireSecondFactor(deps: RequireSecondFactorDependencies): RequireSecondFactor {
  const { challenges, factorAttempts, now, log } = deps;
  return async (authenticated, { trustedDeviceToken, source }) => {
    const trusted = await acceptTrustedDevice(deps, authenticated, trustedDeviceToken, source);
    if (trusted) return { authenticated: trusted };
    const { account, device, newPasswordHash, replacesPassword } = authenticated;
    const { ip: sourceIp, requestId } = source;
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
