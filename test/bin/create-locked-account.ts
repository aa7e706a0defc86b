/** Creates an account that an attacker has locked, for tests of `npm run users:unlock`. */
import type { Account } from '../../lambda/identity/accounts/account';
import { type Accounts, createDynamoAccounts } from '../../lambda/identity/accounts/accounts';
import { createAccount } from '../../lambda/identity/accounts/create-account';
import { createDynamoIdentifierPointers } from '../../lambda/identity/accounts/identifiers/identifier-pointers';
import { createDeviceToken, toDevice } from '../../lambda/identity/devices/device';
import type { EmbeddedTable } from '../lambda/fakes/embedded-table';
import { newAccount } from '../lambda/fakes/new-account';

/** The attempts of the account and of its device. */
export const failed = { failures: 100, lastAttemptAt: 1_767_323_045_678 };

/** An account in a table. */
export interface LockedAccount {
  readonly account: Account;
  readonly accounts: Accounts;
}

/** Its sign-ins, its changes of password and its only device have failed a hundred times. */
export async function createLockedAccount({ client, tableName }: EmbeddedTable): Promise<LockedAccount> {
  const device = { ...toDevice(createDeviceToken(), 1_767_323_045), ...failed };
  const account = newAccount({ attempts: failed, changeAttempts: failed, devices: [device] });
  const accounts = createDynamoAccounts(client, tableName);
  const names = createDynamoIdentifierPointers(client, tableName, 'name');
  await createAccount({ accounts, names, now: Date.now })(account);
  return { account, accounts };
}
