/** Lists the credentials of an account, for the options of an assertion. */
import type { Account } from '../../accounts/account';
import type { Passkey } from '../passkey';
import type { Passkeys } from '../passkeys';

/**
 * Returns the stored passkeys that the account has. Reads nothing for an account without passkeys.
 * @param needsVerification whether only passkeys are wanted that verified their user when they were added
 */
export async function listKnownPasskeys(
  passkeys: Pick<Passkeys, 'list'>,
  { sub, passkeys: own = {} }: Pick<Account, 'sub' | 'passkeys'>,
  needsVerification = false,
): Promise<readonly Passkey[]> {
  const isWanted = (id: string) => own[id] !== undefined && (!needsVerification || own[id].verifiesUser);
  if (!Object.keys(own).some(isWanted)) return [];
  return (await passkeys.list(sub)).filter(({ id }) => isWanted(id));
}
