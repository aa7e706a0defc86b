/** Finds out how a challenge is answered, for a page that holds only the challenge. */
import { hasCode } from '../../../shared/errors';
import type { Accounts } from '../../accounts/accounts';
import { type FactorKind, type FactorPolicy, kindsOf } from '../account-factor';
import { ENROLMENT, mayEnrol } from '../enrolment/enrolment-challenge';
import { digestChallenge } from '../second-factor-challenge';
import type { SecondFactorChallenges } from '../second-factor-challenges';
import { findChallengedAccount } from './find-challenged-account';
import type { PasskeyProofDependencies } from './passkey-proofs';

/** The dependencies of the search. */
export interface ShowChallengeDependencies extends PasskeyProofDependencies, FactorPolicy {
  readonly accounts: Pick<Accounts, 'find'>;
  readonly challenges: Pick<SecondFactorChallenges, 'find'>;
  /** Whether the stage has e-mail. */
  readonly hasEmail: boolean;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/** How a challenge is answered. */
export type ShownChallenge =
  | {
      readonly purpose: 'second-factor';
      readonly kinds: readonly FactorKind[];
      /** PublicKeyCredentialRequestOptionsJSON. @default - the account or the stage has no passkeys */
      readonly passkey?: object | undefined;
    }
  | {
      readonly purpose: 'enrolment';
      /** Whether a secret was issued. */
      readonly hasSecret: boolean;
      /** Whether a code was mailed, which must be given too. */
      readonly needsEmailCode: boolean;
    };

/**
 * Returns the function. It only reads, and returns what was in the error with the challenge: the holder of the
 * challenge knows the password.
 * @returns undefined when the challenge is unknown, expired or void
 */
export function showChallenge(
  deps: ShowChallengeDependencies,
): (challenge: string) => Promise<ShownChallenge | undefined> {
  const { accounts, challenges, hasEmail, hasPasskeys, loadPasskeys, now } = deps;

  async function showProofs(text: string, digest: string): Promise<ShownChallenge | undefined> {
    const challenge = await challenges.find(digest, 'second-factor');
    if (!challenge || challenge.validUntil <= now()) return undefined;
    const account = await findChallengedAccount(accounts, challenge, deps).catch((error) => {
      if (hasCode(error, 'INVALID_CHALLENGE')) return undefined;
      throw error;
    });
    if (!account) return undefined;
    const passkey = account.passkeys && (await loadPasskeys?.().toOptions(account, text));
    return { purpose: 'second-factor', kinds: kindsOf(account, hasPasskeys), passkey };
  }

  async function showEnrolment(digest: string): Promise<ShownChallenge | undefined> {
    const challenge = await challenges.find(digest, ENROLMENT);
    if (!challenge || challenge.validUntil <= now()) return undefined;
    const account = await accounts.find(challenge.sub);
    if (!account || !mayEnrol(account, challenge, { digest, hasEmail, hasPasskeys })) return undefined;
    const { factor, addressDigest } = challenge;
    return {
      purpose: 'enrolment',
      hasSecret: factor !== undefined,
      needsEmailCode: addressDigest !== undefined,
    };
  }

  return async (text) => {
    const digest = digestChallenge(text);
    return (await showProofs(text, digest)) ?? showEnrolment(digest);
  };
}
