/** `npm run users:unlock`: lets a user sign in again whose account takes no more attempts. */
import { parseArgs } from 'node:util';
import { createDynamoAccountAttempts } from '../lambda/identity/accounts/account-attempts';
import { createDynamoAccounts } from '../lambda/identity/accounts/accounts';
import { createDynamoNamePointers } from '../lambda/identity/accounts/identifiers/name-pointers';
import { unlockAccount } from '../lambda/identity/operator/unlock-account';
import { connectToTable, TABLE_HELP, TABLE_OPTIONS } from './connect-to-table';
import { reportFailure } from './report-failure';

const HELP = `Usage: npm run users:unlock -- --user NAME [--forget-devices]
         [--table TABLE --log-group LOG --reason TEXT | --port N]

Forgets the failed attempts to sign in as a user, and to change their password: the next attempt waits for
nothing. Their sessions go on, and their devices stay known.

  --user NAME     the username
  --forget-devices
                  let their devices count as strangers' until the next sign-in: one may be the guesser's
${TABLE_HELP}
  --help          this text`;

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
  if (user === undefined) throw new Error('Name a user with --user; --help tells more');
  await connectToTable(values, async ({ client, tableName, recordAudit }) => {
    const unlock = unlockAccount({
      accounts: createDynamoAccounts(client, tableName),
      names: createDynamoNamePointers(client, tableName),
      accountAttempts: createDynamoAccountAttempts(client, tableName),
      recordAudit,
    });
    await unlock(user, { forgetDevices: values['forget-devices'] });
    console.log(`${user}: unlocked`);
  });
}

main().catch(reportFailure('users:unlock'));
