/** `npm run users:export`: writes all accounts of a table to a file. */
import { parseArgs } from 'node:util';
import { createDynamoAllAccounts } from '../lambda/identity/accounts/all-accounts';
import { connectToTable, TABLE_HELP, TABLE_OPTIONS } from './connect-to-table';
import { reportFailure } from './report-failure';
import { countItems } from './transfer/count-items';
import { exportFile } from './transfer/export-file';
import { parseRate } from './transfer/pace';
import { createTransferTools } from './transfer/transfer-tools';

const HELP = `Usage: npm run users:export -- --out FILE [--rate N]
         [--table TABLE --log-group LOG --reason TEXT | --port N]

Writes every account as one line of JSON: username, sub, passwordHash, scopes, createdAt, state. Sessions and
what other services keep are not in it. The file holds password hashes: only its owner may read it. Accounts
that change meanwhile are in it as they were before or after. Interrupted, the same command goes on.

It reads the whole table, and takes the rights dynamodb:Scan and dynamodb:DescribeTable on it, and kms:Decrypt
where a key of yours encrypts it. No function has the first: use your own credentials.

  --out FILE      where to; beside it stands FILE.progress until the export is complete
  --rate N        items to read in a second, of whatever kind (default: 5000)
${TABLE_HELP}
  --help          this text`;

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
  if (out === undefined) throw new Error('Name a file with --out; --help tells more');
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
    console.log(`Interrupted after ${users} users: the same command goes on`);
    process.exitCode = 130;
  });
}

main().catch(reportFailure('users:export'));
