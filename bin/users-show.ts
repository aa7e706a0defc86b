/** `npm run users:show`: shows the facts that affect a user's sign-ins. */
import { parseArgs } from 'node:util';
import { createDynamoAccounts } from '../lambda/identity/accounts/accounts';
import { createDynamoIdentifierPointers } from '../lambda/identity/accounts/identifiers/identifier-pointers';
import { createUndeliverableReader } from '../lambda/identity/operator/views/read-undeliverable';
import { showUser } from '../lambda/identity/operator/views/show-user';
import { createDynamoSessions } from '../lambda/identity/sessions/sessions';
import { connectToTable, TABLE_HELP, TABLE_OPTIONS } from './connect-to-table';
import { formatUserDetails } from './format-user-details';
import { reportFailure } from './report-failure';
import { parseUserChoice, USER_HELP, USER_OPTIONS } from './user-choice';

const HELP = `Usage: npm run users:show -- (--user NAME | --sub SUB) [--json]
         [--table TABLE --log-group LOG --reason TEXT | [--port N] [--reason TEXT]]

Prints an account: id, state, password state, e-mail addresses, scopes, sessions, known devices, passkeys, second factors and failed
attempts. Password hashes, secrets and tokens are not printed. The command changes nothing.

${USER_HELP}
  --json            print one line of JSON
${TABLE_HELP}
  --help            print this text`;

const OPTIONS = {
  ...USER_OPTIONS,
  json: { type: 'boolean', default: false },
  ...TABLE_OPTIONS,
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) return console.log(HELP);
  const choice = parseUserChoice(values);
  await connectToTable(values, async ({ client, tableName, recordAudit, now }) => {
    const show = showUser({
      accounts: createDynamoAccounts(client, tableName),
      names: createDynamoIdentifierPointers(client, tableName, 'name'),
      sessions: createDynamoSessions(client, tableName),
      findUndeliverable: createUndeliverableReader(client, tableName),
      now,
      recordAudit,
    });
    const user = await show(choice);
    console.log(values.json ? JSON.stringify(user) : formatUserDetails(user));
  });
}

main().catch(reportFailure('users:show'));
