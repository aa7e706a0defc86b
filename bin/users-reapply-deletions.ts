/** `npm run users:reapply-deletions`: deletes from a restored table who was deleted since. */
import { parseArgs } from 'node:util';
import { createDynamoAccountData } from '../lambda/identity/accounts/account-data';
import { createDynamoAccounts } from '../lambda/identity/accounts/accounts';
import { createDynamoNamePointers } from '../lambda/identity/accounts/identifiers/name-pointers';
import { reapplyDeletion } from '../lambda/identity/operator/reapply-deletion';
import { createDynamoSessions } from '../lambda/identity/sessions/sessions';
import { connectToTable, TABLE_HELP, TABLE_OPTIONS } from './connect-to-table';
import { reportFailure } from './report-failure';
import { parseRate } from './transfer/pace';
import { reapplyDeletions } from './transfer/reapply-deletions';
import { stampFile } from './transfer/stamp-file';
import { createTransferTools } from './transfer/transfer-tools';

const HELP = `Usage: npm run users:reapply-deletions -- --in FILE [--dry-run] [--rate N]
         [--table TABLE --log-group LOG --reason TEXT | --port N]

Deletes every account whose deletion a line of the file tells, with all that belongs to it: for a table that was
restored to a time before. A line is an account_deleted event, as the log of auth has it; docs/how-to/restore.md says
how to get them. Accounts are found by their sub: an account that has the name of a deleted one by now stays. Lines
that are no deletions are counted, and FILE.refused says of each its number and the reason. Interrupted, the same
command goes on; run again, it changes nothing more. It ends with 1 when a line was refused, or when none was a deletion.

It takes the rights dynamodb:GetItem, Query, PutItem, UpdateItem, DeleteItem and BatchWriteItem on the table: use your
own credentials.

  --in FILE       the file; beside it stands FILE.progress until all are deleted
  --dry-run       count alone, delete nothing; the report is FILE.dry-run.refused
  --rate N        accounts to delete in a second (default: 100)
${TABLE_HELP}
  --help          this text`;

const OPTIONS = {
  in: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  rate: { type: 'string', default: '100' },
  ...TABLE_OPTIONS,
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  const { in: file, 'dry-run': dryRun } = values;
  if (values.help) return console.log(HELP);
  if (file === undefined) throw new Error('Name a file with --in; --help tells more');
  // first: whoever mistyped it need not look for a table
  await stampFile(file);
  const tools = createTransferTools(parseRate(values.rate));
  await connectToTable(values, async ({ client, tableName, recordAudit, now }) => {
    await recordAudit('operator_deletion_reapply', { dryRun });
    const { deleted, absent, refused, report, isComplete } = await reapplyDeletions(
      {
        file,
        table: tableName,
        dryRun,
        reapplyDeletion: reapplyDeletion({
          accounts: createDynamoAccounts(client, tableName),
          names: createDynamoNamePointers(client, tableName),
          sessions: createDynamoSessions(client, tableName),
          data: createDynamoAccountData(client, tableName),
          now,
          recordAudit,
          dryRun,
        }),
      },
      tools,
    );
    if (dryRun) console.log('Nothing was deleted. Without --dry-run it would be:');
    console.log(
      `${deleted} deleted, ${absent} not there, ${refused} refused` +
        (report === undefined ? '' : ` (see ${report})`),
    );
    if (!isComplete) console.log('Interrupted: the same command goes on');
    process.exitCode = isComplete ? Number(refused > 0) : 130;
  });
}

main().catch(reportFailure('users:reapply-deletions'));
