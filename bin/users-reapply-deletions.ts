/** `npm run users:reapply-deletions`: deletes from a restored table the accounts that were deleted after the restored time. */
import { parseArgs } from 'node:util';
import { createDynamoAccountData } from '../lambda/identity/accounts/account-data';
import { createDynamoAccounts } from '../lambda/identity/accounts/accounts';
import { createDynamoIdentifierPointers } from '../lambda/identity/accounts/identifiers/identifier-pointers';
import { reapplyDeletion } from '../lambda/identity/operator/reapply-deletion';
import { createDynamoSessions } from '../lambda/identity/sessions/sessions';
import { connectToTable, TABLE_HELP, TABLE_OPTIONS } from './connect-to-table';
import { reportFailure } from './report-failure';
import { parseRate } from './transfer/pace';
import { reapplyDeletions } from './transfer/reapply-deletions';
import { stampFile } from './transfer/stamp-file';
import { createTransferTools } from './transfer/transfer-tools';
import { UsageError } from './usage-error';

const HELP = `Usage: npm run users:reapply-deletions -- --in FILE [--dry-run] [--rate N]
         [--table TABLE --log-group LOG --reason TEXT | [--port N] [--reason TEXT]]

Repeats deletions after a restore of the table. Each line of the file is an account_deleted or
operator_account_deletion event from the log group that the stack output AuthLogGroupName names. docs/how-to/restore.md
describes how to get these events. The command finds accounts by their id (sub). It does not delete an account with
another id, even if it has the username of a deleted account. FILE.refused lists the line number and the reason of each
refused line. If the command is interrupted, run the same command to continue. The exit code is 1 if a line was refused,
or if no line was a deletion.

  --in FILE         file to read; FILE.progress exists until all accounts are deleted
  --dry-run         count the accounts and delete nothing; the report is FILE.dry-run.refused
  --rate N          accounts to delete per second (default: 100)
${TABLE_HELP}
  --help            print this text`;

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
  if (file === undefined) throw new UsageError('No file is given: use --in FILE (see --help)');
  // checked before the table, so that an operator sees a mistyped file name first
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
          names: createDynamoIdentifierPointers(client, tableName, 'name'),
          emails: createDynamoIdentifierPointers(client, tableName, 'email'),
          sessions: createDynamoSessions(client, tableName),
          data: createDynamoAccountData(client, tableName),
          now,
          recordAudit,
          dryRun,
        }),
      },
      tools,
    );
    if (dryRun) console.log('Nothing was deleted. Without --dry-run, the result would be:');
    console.log(
      `${deleted} deleted, ${absent} not found, ${refused} refused` +
        (report === undefined ? '' : ` (see ${report})`),
    );
    if (!isComplete) console.log('Interrupted: run the same command to continue');
    process.exitCode = isComplete ? Number(refused > 0) : 130;
  });
}

main().catch(reportFailure('users:reapply-deletions'));
