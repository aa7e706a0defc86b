/** `npm run users:disable`: lets no one sign in to an account, and keeps everything. */
import { parseArgs } from 'node:util';
import { createDynamoAccounts } from '../lambda/identity/accounts/accounts';
import { createDynamoNamePointers } from '../lambda/identity/accounts/identifiers/name-pointers';
import { createDynamoAccountAdministration } from '../lambda/identity/operator/account-administration';
import { disableUser } from '../lambda/identity/operator/disable-user';
import { createDynamoSessions } from '../lambda/identity/sessions/sessions';
import { connectToTable, TABLE_HELP, TABLE_OPTIONS } from './connect-to-table';
import { parseUserChoice, USER_HELP, USER_OPTIONS } from './user-choice';

const HELP = `Usage: npm run users:disable -- (--user NAME | --sub SUB)
         [--table TABLE --log-group LOG --reason TEXT | --port N]

Disables an account: it answers like one that does not exist, and all its sessions end. Nothing is deleted, and the name
stays taken. On a stage with revocation: 'on-expiry' access tokens work until they expire, and on one with an
authorizerCacheTtl until that time is over. users:enable undoes it. Run it again if it was interrupted.

${USER_HELP}
${TABLE_HELP}
  --help          this text`;

const OPTIONS = {
  ...USER_OPTIONS,
  ...TABLE_OPTIONS,
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) return console.log(HELP);
  const choice = parseUserChoice(values);
  await connectToTable(values, async ({ client, tableName, recordAudit }) => {
    const accounts = createDynamoAccounts(client, tableName);
    const disable = disableUser({
      accounts,
      administration: createDynamoAccountAdministration(client, tableName, accounts),
      names: createDynamoNamePointers(client, tableName),
      sessions: createDynamoSessions(client, tableName),
      recordAudit,
    });
    console.log(`${await disable(choice)}: disabled, and signed out everywhere`);
  });
}

main().catch((error: unknown) => {
  const [line] = error instanceof Error ? error.message.split('\n') : [];
  console.error(`users:disable: ${line || 'failed'}`);
  process.exitCode = 1;
});
