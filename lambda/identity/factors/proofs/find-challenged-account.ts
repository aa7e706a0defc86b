/** Finds the account of a challenge that waits for a second factor. */
import { InvalidChallengeError } from '../../../shared/factor-errors';
import type { Account } from '../../accounts/account';
import type { Accounts } from '../../accounts/accounts';
import { countPasskeys } from '../../passkeys/account-passkey';
import { isBound, type SecondFactorChallenge } from '../second-factor-challenge';

/**
 * Returns the account if the challenge is still open for it: it still has a factor that may be on. Whether a proof counts
 * while the second factor is off, the commit decides.
 * @throws InvalidChallengeError
 */
export async function findChallengedAccount(
  accounts: Pick<Accounts, 'find'>,
  challenge: SecondFactorChallenge,
): Promise<Account> {
  const account = await accounts.find(challenge.sub);
  const hasFactor = account && (account.secondFactorSince !== undefined || countPasskeys(account) > 0);
  if (!hasFactor || !isBound(account, challenge)) {
    throw new InvalidChallengeError('The account has changed since the password was verified');
  }
  return account;
}
