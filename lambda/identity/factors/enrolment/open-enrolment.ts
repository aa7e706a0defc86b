/** Opens a challenge that adds the first factor of an account. */
import type { ClientInfo } from '../../../shared/http/client-info';
import type { Account } from '../../accounts/account';
import type { Accounts } from '../../accounts/accounts';
import type { Authenticated } from '../../authentication/authenticated';
import { digestAddress } from '../../email/password-resets/reset-challenge';
import { COGNITO_HASH } from '../../passwords/migration-hook';
import { toChallenge } from '../second-factor-challenge';
import type { SecondFactorChallenges } from '../second-factor-challenges';
import { ENROLMENT } from './enrolment-challenge';
import type { EnrolmentMail } from './enrolment-mail';

/** The dependencies of a challenge. */
export interface OpenEnrolmentDependencies {
  readonly accounts: Pick<Accounts, 'find'>;
  readonly challenges: Pick<SecondFactorChallenges, 'create' | 'delete'>;
  /** @default - the stage has no e-mail */
  readonly enrolmentMail?: Pick<EnrolmentMail, 'request'> | undefined;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/** A challenge to open. */
export interface OpenEnrolmentCommand {
  /** The digest of the challenge. */
  readonly digest: string;
  readonly authenticated: Authenticated;
  readonly source: ClientInfo;
}

/**
 * Returns the operation. If the account has a verified address, a code is mailed to it, without which the challenge adds
 * nothing: an attacker with a stolen password must not choose the second factor.
 *
 * An address whose mails come back also demands the code: otherwise an account would be weaker once its mailbox is full.
 * No mail is requested and none is counted, so that a code arrives as soon as an operator has replaced the address.
 * @throws TooManyAttemptsError when the limits of mails refuse the code
 * @throws DependencyUnavailableError
 */
export function openEnrolment({
  accounts,
  challenges,
  enrolmentMail,
  now,
}: OpenEnrolmentDependencies): (command: OpenEnrolmentCommand) => Promise<void> {
  /** Returns the address in use. The sign-in of a migrated account may have just taken it over from the other system. */
  async function findEmail({ sub, email, passwordHash }: Account): Promise<Account['email']> {
    return passwordHash === COGNITO_HASH ? (await accounts.find(sub))?.email : email;
  }

  return async ({ digest, authenticated, source }) => {
    const challenge = toChallenge(ENROLMENT, authenticated, now());
    const { sub } = authenticated.account;
    const email = enrolmentMail && (await findEmail(authenticated.account));
    if (!enrolmentMail || !email) return challenges.create(digest, challenge);
    const { address } = email;
    const addressDigest = digestAddress(digest, address);
    if (email.undeliverable) return challenges.create(digest, { ...challenge, addressDigest });
    const mail = { sub, address, digest, expiresAt: challenge.validUntil, source };
    await enrolmentMail
      .request(mail, () => challenges.create(digest, { ...challenge, addressDigest }))
      .catch(async (error) => {
        // best effort: without its mail it is of no use, and expires
        await challenges.delete(digest).catch(() => {});
        throw error;
      });
  };
}
