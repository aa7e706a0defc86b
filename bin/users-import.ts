/** `npm run users:import`: makes accounts of the lines of a file. */
import { parseArgs } from 'node:util';
import { createDynamoAccounts } from '../lambda/identity/accounts/accounts';
import { createDynamoNamePointers } from '../lambda/identity/accounts/identifiers/name-pointers';
import { createDynamoAccountAdministration } from '../lambda/identity/operator/account-administration';
import { importUser } from '../lambda/identity/operator/import-user';
import { createDynamoSessions } from '../lambda/identity/sessions/sessions';
import { connectToTable, TABLE_HELP, TABLE_OPTIONS } from './connect-to-table';
import { reportFailure } from './report-failure';
import { importFile } from './transfer/import-file';
import { formatOverwriteTotals } from './transfer/overwrite-report';
import { parseRate } from './transfer/pace';
import { stampFile } from './transfer/stamp-file';
import { createTransferTools } from './transfer/transfer-tools';

const HELP = `Usage: npm run users:import -- --in FILE [--dry-run] [--overwrite] [--rate N]
         [--table TABLE --log-group LOG --reason TEXT | --port N]

Makes an account of every line of a file of JSON lines, such as users:export writes. A line needs username and
passwordHash: argon2id, bcrypt, scrypt or PBKDF2, which docs/how-to/migrate-users.md lists, or $cognito$ for an account whose
password Amazon Cognito is asked for at the first sign-in. sub, scopes, createdAt and state may be left out. Lines that
can't be imported are counted, and FILE.refused says of each its number and the reason. Interrupted, the same command
goes on. It ends with 1 when a line was refused.

  --in FILE       the file; beside it stands FILE.progress until the import is complete
  --dry-run       judge every line by itself, write nothing; the report is FILE.dry-run.refused
  --overwrite     give accounts that are there the password and the scopes of their line, and end their sessions
                  (default: leave them as they are, and refuse the line); $cognito$ never replaces a hash.
                  FILE.overwritten says of each what it has lost; with --dry-run FILE.dry-run.overwritten
  --rate N        lines to import in a second (default: 500)
${TABLE_HELP}
  --help          this text`;

const OPTIONS = {
  in: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  overwrite: { type: 'boolean', default: false },
  rate: { type: 'string', default: '500' },
  ...TABLE_OPTIONS,
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  const { in: file, 'dry-run': dryRun, overwrite } = values;
  if (values.help) return console.log(HELP);
  if (file === undefined) throw new Error('Name a file with --in; --help tells more');
  // first: whoever mistyped it need not look for a table
  await stampFile(file);
  const tools = createTransferTools(parseRate(values.rate));
  await connectToTable(values, async ({ client, tableName, recordAudit, now }) => {
    await recordAudit('operator_import', { overwrite, dryRun });
    const accounts = createDynamoAccounts(client, tableName);
    const importer = importUser({
      accounts,
      administration: createDynamoAccountAdministration(client, tableName, accounts),
      names: createDynamoNamePointers(client, tableName),
      sessions: createDynamoSessions(client, tableName),
      now,
      overwrite,
      dryRun,
      recordAudit,
    });
    const target = overwrite ? `${tableName}, overwritten` : tableName;
    const result = await importFile({ file, target, isResumable: !dryRun, importUser: importer }, tools);
    const { created, overwritten, unchanged, refused } = result.counts;
    const { overwriteReport } = result;
    if (dryRun) console.log('Nothing was written. Without --dry-run it would be:');
    console.log(
      `${created} created, ${overwritten} overwritten, ${unchanged} unchanged, ${refused} refused` +
        (result.report === undefined ? '' : ` (see ${result.report})`),
    );
    if (overwriteReport !== undefined) {
      console.log(`${formatOverwriteTotals(result.overwritten)} (see ${overwriteReport})`);
    }
    if (!result.isComplete) console.log('Interrupted: the same command goes on');
    process.exitCode = result.isComplete ? Number(refused > 0) : 130;
  });
}

main().catch(reportFailure('users:import'));
