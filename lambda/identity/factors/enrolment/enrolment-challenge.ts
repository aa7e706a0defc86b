/** A challenge that adds the first factor of an account, in a stage that requires a second factor. */
import type { Account } from '../../accounts/account';
import { digestAddress } from '../../email/password-resets/reset-challenge';
import { countFactors, mustProveFactor } from '../account-factor';
import { isBound, type SecondFactorChallenge } from '../second-factor-challenge';

/** The purpose of such a challenge, and the only kind of answer that it takes. */
export const ENROLMENT = 'enrolment';

/** The kinds that a client receives. */
export const ENROLMENT_KINDS: readonly string[] = [ENROLMENT];

/** How many secrets of one challenge are issued. Each replaces the one before. */
export const MAX_ENROLMENT_SECRETS = 5;

/** What decides whether an account may still be enrolled. */
export type EnrolmentBinding = Omit<
  SecondFactorChallenge,
  'newPasswordHash' | 'replacesPassword' | 'purpose'
>;

/** What decides about an enrolment apart from the account and the challenge. */
export interface EnrolmentContext {
  /** The digest of the challenge. */
  readonly digest: string;
  /** Whether the stage has e-mail. Otherwise nothing can be mailed to an address. */
  readonly hasEmail: boolean;
  /** Whether the stage has passkeys. @default false */
  readonly hasPasskeys?: boolean | undefined;
}

/** Whether an account has a second factor, in any of the attributes that say so. */
function isEnrolled(account: Account, hasPasskeys: boolean | undefined): boolean {
  const mustProve = mustProveFactor(account, { secondFactor: 'required', hasPasskeys });
  return mustProve || countFactors(account) > 0;
}

/**
 * Whether an account may add its first factor: it still has none, and it is as it was at the password. A verified
 * address must be the one to which the code was mailed. An account that has a factor is never enrolled by a challenge.
 */
export function mayEnrol(
  account: Account,
  challenge: EnrolmentBinding,
  { digest, hasEmail, hasPasskeys }: EnrolmentContext,
): boolean {
  const { email } = account;
  const mailed = hasEmail && email ? digestAddress(digest, email.address) : undefined;
  return (
    !isEnrolled(account, hasPasskeys) && isBound(account, challenge) && mailed === challenge.addressDigest
  );
}
