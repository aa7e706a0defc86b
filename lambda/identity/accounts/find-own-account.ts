/** Finds the account of whoever holds a token. */
import type { Caller } from '../../shared/http/request';
import type { Account } from './account';
import type { Accounts } from './accounts';
import { normaliseUsername } from './username';

/**
 * The caller's own account; undefined when the account is gone, also when its name is somebody else's by now: a token never
 * speaks for an account that has only inherited a name.
 */
export async function findOwnAccount(
  accounts: Pick<Accounts, 'find'>,
  { sub, username }: Pick<Caller, 'sub' | 'username'>,
): Promise<Account | undefined> {
  const account = await accounts.find(normaliseUsername(username));
  return account?.sub === sub ? account : undefined;
}
