/** `npm run users:delete`: deletes an account with everything that belongs to it. */
import { parseArgs } from 'node:util';
import { createDynamoAccountData } from '../lambda/identity/accounts/account-data';
import { createDynamoAccounts } from '../lambda/identity/accounts/accounts';
import { createDynamoIdentifierPointers } from '../lambda/identity/accounts/identifiers/identifier-pointers';
import { type DeletedUser, deleteUser } from '../lambda/identity/operator/delete-user';
import { createDynamoSessions } from '../lambda/identity/sessions/sessions';
import { connectToTable, TABLE_HELP, TABLE_OPTIONS } from './connect-to-table';
import { reportFailure } from './report-failure';
import { parseUserChoice, USER_HELP, USER_OPTIONS } from './user-choice';

const HELP = `Usage: npm run users:delete -- (--user NAME | --sub SUB) [--dry-run]
         [--table TABLE --log-group LOG --reason TEXT | [--port N] [--reason TEXT]]

Deletes an account with its sessions, its data, its username and its e-mail address, as DELETE /users/me does. The command
does not ask for confirmation. Only a restore of the table undoes the deletion. If the command is interrupted, run it again.

${USER_HELP}
  --dry-run         print the account that would be deleted, and delete nothing
${TABLE_HELP}
  --help            print this text`;

const OPTIONS = {
  ...USER_OPTIONS,
  'dry-run': { type: 'boolean', default: false },
  ...TABLE_OPTIONS,
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  const { 'dry-run': dryRun } = values;
  if (values.help) return console.log(HELP);
  const choice = parseUserChoice(values);
  await connectToTable(values, async ({ client, tableName, recordAudit, now }) => {
    const remove = deleteUser({
      accounts: createDynamoAccounts(client, tableName),
      names: createDynamoIdentifierPointers(client, tableName, 'name'),
      emails: createDynamoIdentifierPointers(client, tableName, 'email'),
      sessions: createDynamoSessions(client, tableName),
      data: createDynamoAccountData(client, tableName),
      now,
      recordAudit,
    });
    const deleted = describe(await remove({ choice, dryRun }));
    console.log(
      dryRun
        ? `Nothing was deleted. Without --dry-run, this would be deleted: ${deleted}`
        : `Deleted: ${deleted}`,
    );
  });
}

function describe({ sub, username }: DeletedUser): string {
  if (username === undefined) return `the remains of an interrupted deletion of ${sub}`;
  return `${username} (${sub}), with all its data`;
}

main().catch(reportFailure('users:delete'));
