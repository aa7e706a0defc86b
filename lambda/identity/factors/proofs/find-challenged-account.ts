/** Finds the account of a challenge that waits for a second factor. */
import { InvalidChallengeError } from '../../../shared/factor-errors';
import type { Account } from '../../accounts/account';
import type { Accounts } from '../../accounts/accounts';
import { type FactorPolicy, mustProveFactor } from '../account-factor';
import { isBound, type SecondFactorChallenge } from '../second-factor-challenge';

/**
 * Returns the account if the challenge is still open for it: it is as it was at the password, and still has a factor to
 * prove.
 * @throws InvalidChallengeError
 */
export async function findChallengedAccount(
  accounts: Pick<Accounts, 'find'>,
  challenge: SecondFactorChallenge,
  policy: FactorPolicy,
): Promise<Account> {
  const account = await accounts.find(challenge.sub);
  if (!account || !mustProveFactor(account, policy) || !isBound(account, challenge)) {
    throw new InvalidChallengeError('The account has changed since the password was verified');
  }
  return account;
}
