/** `npm run users:export`: writes all accounts of a table to a file. */
import { parseArgs } from 'node:util';
import { createDynamoAllAccounts } from '../lambda/identity/accounts/all-accounts';
import { connectToTable, TABLE_HELP, TABLE_OPTIONS } from './connect-to-table';
import { reportFailure } from './report-failure';
import { countItems } from './transfer/count-items';
import { exportFile } from './transfer/export-file';
import { parseRate } from './transfer/pace';
import { createTransferTools } from './transfer/transfer-tools';
import { UsageError } from './usage-error';

const HELP = `Usage: npm run users:export -- --out FILE [--rate N]
         [--table TABLE --log-group LOG --reason TEXT | [--port N] [--reason TEXT]]

Writes every account as one line of JSON: username, email and email_verified if the account has an e-mail address, sub,
passwordHash, scopes, createdAt, state, and passwordTemporaryUntil for a temporary password. Sessions, second factors, passkeys and other data are not exported. The file contains password
hashes, and only its owner can read it. An account that changes during the export is written as it was before or after
the change. If the command is interrupted, run the same command to continue. The export reads the whole table.
docs/how-to/migrate-users.md lists the permissions that it requires.

  --out FILE        file to write; FILE.progress exists until the export is complete
  --rate N          items of the table to read per second (default: 5000)
${TABLE_HELP}
  --help            print this text`;

const OPTIONS = {
  out: { type: 'string' },
  rate: { type: 'string', default: '5000' },
  ...TABLE_OPTIONS,
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  const { out } = values;
  if (values.help) return console.log(HELP);
  if (out === undefined) throw new UsageError('No file is given: use --out FILE (see --help)');
  const tools = createTransferTools(parseRate(values.rate));
  await connectToTable(values, async ({ client, tableName, recordAudit }) => {
    await recordAudit('operator_export', {});
    const { users, isComplete } = await exportFile(
      {
        file: out,
        table: tableName,
        accounts: createDynamoAllAccounts(client, tableName),
        totalItems: await countItems(client, tableName),
      },
      tools,
    );
    if (isComplete) return console.log(`${users} users in ${out}`);
    console.log(`Interrupted after ${users} users: run the same command to continue`);
    process.exitCode = 130;
  });
}

main().catch(reportFailure('users:export'));
