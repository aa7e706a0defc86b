/** Finds the account of a challenge that waits for a second factor. */
import { InvalidChallengeError } from '../../../shared/factor-errors';
import type { Account } from '../../accounts/account';
import type { Accounts } from '../../accounts/accounts';
import { isBound, type SecondFactorChallenge } from '../second-factor-challenge';

/**
 * Returns the account if the challenge is still open for it.
 * @throws InvalidChallengeError
 */
export async function findChallengedAccount(
  accounts: Pick<Accounts, 'find'>,
  challenge: SecondFactorChallenge,
): Promise<Account> {
  const account = await accounts.find(challenge.sub);
  if (account?.secondFactorSince === undefined || !isBound(account, challenge)) {
    throw new InvalidChallengeError('The account has changed since the password was verified');
  }
  return account;
}
