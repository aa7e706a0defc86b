/** `npm run users:unlock`: lets a user sign in again after too many failed attempts. */
import { parseArgs } from 'node:util';
import { createDynamoAccountAttempts } from '../lambda/identity/accounts/account-attempts';
import { createDynamoAccounts } from '../lambda/identity/accounts/accounts';
import { createDynamoIdentifierPointers } from '../lambda/identity/accounts/identifiers/identifier-pointers';
import { createAccountUpdate } from '../lambda/identity/accounts/update-account';
import { createDynamoFactorAttempts } from '../lambda/identity/factors/factor-attempts';
import { unlockAccount } from '../lambda/identity/operator/unlock-account';
import { connectToTable, TABLE_HELP, TABLE_OPTIONS } from './connect-to-table';
import { reportFailure } from './report-failure';
import { UsageError } from './usage-error';

const HELP = `Usage: npm run users:unlock -- --user NAME [--forget-devices]
         [--table TABLE --log-group LOG --reason TEXT | [--port N] [--reason TEXT]]

Resets the failed sign-ins, failed password changes and wrong codes of second factors of an account. The attempt limit of the source (network address)
still applies. Sessions stay valid.

  --user NAME       username; case and Unicode form do not matter
  --forget-devices  also forget the known devices, for example if an attacker uses one (default: keep them)
${TABLE_HELP}
  --help            print this text`;

const OPTIONS = {
  user: { type: 'string' },
  'forget-devices': { type: 'boolean', default: false },
  ...TABLE_OPTIONS,
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  const { user } = values;
  if (values.help) return console.log(HELP);
  if (user === undefined) throw new UsageError('No user is given: use --user NAME (see --help)');
  await connectToTable(values, async ({ client, tableName, recordAudit }) => {
    const unlock = unlockAccount({
      accounts: createDynamoAccounts(client, tableName),
      names: createDynamoIdentifierPointers(client, tableName, 'name'),
      accountAttempts: createDynamoAccountAttempts(client, tableName),
      factorAttempts: createDynamoFactorAttempts(createAccountUpdate(client, tableName)),
      recordAudit,
    });
    await unlock(user, { forgetDevices: values['forget-devices'] });
    console.log(`${user}: unlocked`);
  });
}

main().catch(reportFailure('users:unlock'));
