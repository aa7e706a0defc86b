/** Reads the mark on an account's e-mail address whose mails come back. */
import { readItem } from '../../../shared/table/read-item';
import type { Account } from '../../accounts/account';
import { accountKey } from '../../accounts/account-item';
import { readUndeliverable, type Undeliverable } from '../../email/feedback/undeliverable';

/** Creates a reader of the table. It returns undefined when the account or its address has no mark. */
export function createUndeliverableReader(
  client: Parameters<typeof readItem>[0],
  tableName: string,
): (account: Pick<Account, 'sub'>) => Promise<Undeliverable | undefined> {
  return async ({ sub }) => {
    const item = await readItem(client, tableName, accountKey(sub), ['email']);
    return item?.email?.M && readUndeliverable(item.email.M);
  };
}
