/** Issues the secret of an account's first factor to a sign-in that must add one. */
import { InvalidChallengeError } from '../../../shared/factor-errors';
import type { Accounts } from '../../accounts/accounts';
import type { FactorCipher } from '../factor-cipher';
import type { FactorSecrets } from '../factor-secrets';
import { deleteOrphanedSecrets, type OrphanDependencies } from '../management/delete-orphaned-secrets';
import { DEFAULT_FACTOR_NAME } from '../management/factor-name';
import { showEnrolment, type TotpEnrolment } from '../management/show-enrolment';
import { digestChallenge } from '../second-factor-challenge';
import { createTotpSecret } from '../totp';
import { mayEnrol } from './enrolment-challenge';
import type { EnrolmentChallenges } from './enrolment-challenges';

/** The dependencies of the operation. */
export interface EnrolByChallengeDependencies extends OrphanDependencies {
  readonly accounts: Pick<Accounts, 'find'>;
  readonly enrolmentChallenges: EnrolmentChallenges;
  readonly factorSecrets: OrphanDependencies['factorSecrets'] & Pick<FactorSecrets, 'put' | 'deletePending'>;
  readonly cipher: Pick<FactorCipher, 'encrypt'>;
  /** Whether the stage has e-mail. */
  readonly hasEmail: boolean;
  /** Whether the stage has passkeys. @default false */
  readonly hasPasskeys?: boolean | undefined;
  /** The name of the service, which authenticator apps show. */
  readonly serviceName: string;
  readonly newId: () => string;
}

/**
 * Returns the operation. The challenge names the secret that it confirms. So a repeated request returns a new secret,
 * and the former one is void. A secret is counted before it is created: a challenge gets five.
 *
 * A challenge issues no secret to an account with a factor, and the challenge of such an account is none of these.
 * @throws InvalidChallengeError when the challenge is unknown, expired, used up or void, or of another purpose
 * @throws DependencyUnavailableError
 */
export function enrolByChallenge(
  deps: EnrolByChallengeDependencies,
): (challenge: string) => Promise<TotpEnrolment> {
  const { accounts, enrolmentChallenges, factorSecrets, cipher, serviceName, newId, now } = deps;
  const { hasEmail, hasPasskeys } = deps;
  return async (text) => {
    const digest = digestChallenge(text);
    const challenge = await enrolmentChallenges.find(digest);
    const account = challenge && (await accounts.find(challenge.sub));
    if (!account || !mayEnrol(account, challenge, { digest, hasEmail, hasPasskeys })) {
      throw new InvalidChallengeError('The challenge allows no enrolment');
    }
    const { sub, username } = account;
    const { securityVersion, validUntil, factor: former } = challenge;
    const id = newId();
    if (!(await enrolmentChallenges.nameFactor(digest, id, now()))) {
      throw new InvalidChallengeError('The challenge has expired, or has issued its last secret');
    }
    await deleteOrphanedSecrets(deps, account);
    if (former !== undefined) await factorSecrets.deletePending(sub, former);
    const secret = createTotpSecret();
    const ciphertext = await cipher.encrypt({ sub, id, secret });
    const pending = { sub, id, ciphertext, name: DEFAULT_FACTOR_NAME, createdAt: now(), securityVersion };
    await factorSecrets.put({ ...pending, sid: digest, validUntil });
    return showEnrolment({ id, secret, serviceName, username });
  };
}
