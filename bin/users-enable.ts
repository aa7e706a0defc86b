/** `npm run users:enable`: lets the user of a disabled account sign in again. */
import { parseArgs } from 'node:util';
import { createDynamoAccounts } from '../lambda/identity/accounts/accounts';
import { createDynamoNamePointers } from '../lambda/identity/accounts/identifiers/name-pointers';
import { createDynamoAccountAdministration } from '../lambda/identity/operator/account-administration';
import { enableUser } from '../lambda/identity/operator/enable-user';
import { createDynamoSessions } from '../lambda/identity/sessions/sessions';
import { connectToTable, TABLE_HELP, TABLE_OPTIONS } from './connect-to-table';
import { parseUserChoice, USER_HELP, USER_OPTIONS } from './user-choice';

const HELP = `Usage: npm run users:enable -- (--user NAME | --sub SUB)
         [--table TABLE --log-group LOG --reason TEXT | --port N]

Enables an account that users:disable has disabled. The same password works as before. Sessions stay ended: the user
signs in anew.

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
    const enable = enableUser({
      accounts,
      administration: createDynamoAccountAdministration(client, tableName, accounts),
      names: createDynamoNamePointers(client, tableName),
      sessions: createDynamoSessions(client, tableName),
      recordAudit,
    });
    console.log(`${await enable(choice)}: enabled`);
  });
}

main().catch((error: unknown) => {
  const [line] = error instanceof Error ? error.message.split('\n') : [];
  console.error(`users:enable: ${line || 'failed'}`);
  process.exitCode = 1;
});
