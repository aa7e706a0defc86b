/** Ends a sign-in whose password was right, and whose second factor is missing, with a challenge, unless the device is trusted. */
import { SecondFactorRequiredError } from '../../../shared/factor-errors';
import type { ClientInfo } from '../../../shared/http/client-info';
import type { Log } from '../../../shared/log';
import type { Authenticated } from '../../authentication/authenticated';
import type { SignInResponse } from '../../tokens/token-response';
import { type FactorPolicy, kindsOf, mustProveFactor } from '../account-factor';
import { ENROLMENT_KINDS } from '../enrolment/enrolment-challenge';
import { type OpenEnrolmentDependencies, openEnrolment } from '../enrolment/open-enrolment';
import type { FactorAttempts } from '../factor-attempts';
import { createChallenge, digestChallenge, toChallenge } from '../second-factor-challenge';
import {
  acceptTrustedDevice,
  type TrustedDeviceDependencies,
} from '../trusted-devices/accept-trusted-device';
import type { PasskeyProofDependencies } from './passkey-proofs';

/** The dependencies of the challenge. */
export interface RequireSecondFactorDependencies
  extends OpenEnrolmentDependencies,
    Omit<TrustedDeviceDependencies, 'log'>,
    PasskeyProofDependencies,
    FactorPolicy {
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
 * Decides about a sign-in whose password was right, of an account whose second factor is missing.
 * @throws SecondFactorRequiredError with a challenge
 * @throws TooManyAttemptsError when the limits of mails refuse the code of an enrolment
 */
export type RequireSecondFactor = (
  authenticated: Authenticated,
  sent: SentWithPassword,
) => Promise<SecondFactorOutcome>;

/**
 * Returns the function. It starts no session, makes no device known and stores no new hash on the account: the
 * challenge keeps them until the second factor is proved. The attempt of the right password is taken back, and no
 * failures are cleared.
 *
 * The challenge of an account with a second factor takes a proof of it. That of an account without one adds the first
 * one, if the stage requires it. Neither challenge serves the other.
 */
export function requireSecondFactor(deps: RequireSecondFactorDependencies): RequireSecondFactor {
  const { challenges, factorAttempts, now, log } = deps;
  const open = openEnrolment(deps);

  /** Returns how a passkey answers the challenge; undefined when the account or the stage has none. */
  async function findOptions({ account }: Authenticated, challenge: string): Promise<object | undefined> {
    return account.passkeys && deps.loadPasskeys?.().toOptions(account, challenge);
  }

  return async (authenticated, { trustedDeviceToken, source }) => {
    const { account, device } = authenticated;
    const { ip: sourceIp, requestId } = source;
    const isEnrolled = mustProveFactor(account, deps);
    if (!isEnrolled && deps.secondFactor !== 'required') return { authenticated };
    // a trusted device takes the place of a proof, never of an enrolment
    const trusted = isEnrolled
      ? await acceptTrustedDevice(deps, authenticated, trustedDeviceToken, source)
      : undefined;
    if (trusted) return { authenticated: trusted };
    const challenge = createChallenge();
    const digest = digestChallenge(challenge);
    let passkey: object | undefined;
    try {
      passkey = isEnrolled ? await findOptions(authenticated, challenge) : undefined;
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
      kinds: isEnrolled ? kindsOf(account, deps.hasPasskeys) : ENROLMENT_KINDS,
      ...(passkey && { passkey }),
    });
  };
}
