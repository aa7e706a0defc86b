/** `npm run users:import`: creates accounts from the lines of a file. */

import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { createDynamoAccounts } from '../lambda/identity/accounts/accounts';
import { createDynamoIdentifierPointers } from '../lambda/identity/accounts/identifiers/identifier-pointers';
import { createAccountUpdate } from '../lambda/identity/accounts/update-account';
import { createDynamoAccountEmails } from '../lambda/identity/email/account-emails';
import { createFactorCipher, type FactorCipher } from '../lambda/identity/factors/factor-cipher';
import { createDynamoFactorSecrets } from '../lambda/identity/factors/factor-secrets';
import { createDynamoAccountAdministration } from '../lambda/identity/operator/account-administration';
import { importUser } from '../lambda/identity/operator/import-user';
import { createDynamoSessions } from '../lambda/identity/sessions/sessions';
import * as awsServices from '../lambda/shared/aws/aws-services';
import { createTable } from '../lambda/shared/table/table';
import { type ConnectedTable, connectToTable, TABLE_HELP, TABLE_OPTIONS } from './connect-to-table';
import { reportFailure } from './report-failure';
import { importFile } from './transfer/import-file';
import { formatOverwriteTotals } from './transfer/overwrite-report';
import { parseRate } from './transfer/pace';
import { stampFile } from './transfer/stamp-file';
import { createTransferTools } from './transfer/transfer-tools';
import { UsageError } from './usage-error';

const HELP = `Usage: npm run users:import -- --in FILE [--dry-run] [--overwrite] [--factor-key KEY] [--rate N]
         [--table TABLE --log-group LOG --reason TEXT | [--port N] [--reason TEXT]]

Creates an account from each line of a JSON Lines file, such as one written by users:export. Each line must have
username and passwordHash. Formats of the hash: argon2id, bcrypt, scrypt, PBKDF2. With the value $cognito$, Amazon
Cognito verifies the password at the first sign-in. This requires the stage setting cognitoMigration. Optional members
are sub, email, email_verified, scopes, createdAt, state, passwordTemporaryUntil and totp, an otpauth URI, which requires
--factor-key. An e-mail address is imported only if email_verified is true. An address as the username becomes the
address of the account, and FILE.usernames lists the username that it receives. FILE.refused lists the line number and
the reason of each refused line. If the command is interrupted, run the same command to continue. The exit code is 1 if
a line was refused.
See docs/how-to/migrate-users.md.

  --in FILE         file to read; FILE.progress exists until the import is complete
  --dry-run         check each line and write nothing; the report is FILE.dry-run.refused
  --overwrite       replace password and scopes of existing accounts that are not disabled, and end their sessions (default: refuse a line that differs from the account)
  --factor-key KEY  key of authenticator apps: the stack output FactorKeyId (default: the key of the local run)
  --rate N          lines to import per second (default: 500)
${TABLE_HELP}
  --help            print this text`;

const OPTIONS = {
  in: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  overwrite: { type: 'boolean', default: false },
  'factor-key': { type: 'string' },
  rate: { type: 'string', default: '500' },
  ...TABLE_OPTIONS,
  help: { type: 'boolean', default: false },
} as const;

/** The logical id of the key of authenticator apps in the template of a stage. */
const FACTOR_KEY = /^FactorKey/;

/** Creates a cipher whose credentials are valid now: an import may run longer than its first ones. */
function createImportCipher(connect: ConnectedTable['connect'], key: string): Pick<FactorCipher, 'encrypt'> {
  return {
    encrypt: async (factor) => createFactorCipher(await connect(awsServices.kms), key).encrypt(factor),
  };
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  const { in: file, 'dry-run': dryRun, overwrite } = values;
  if (values.help) return console.log(HELP);
  if (file === undefined) throw new UsageError('No file is given: use --in FILE (see --help)');
  // checked before the table, so that an operator sees a mistyped file name first
  await stampFile(file);
  const tools = createTransferTools(parseRate(values.rate));
  await connectToTable(values, async ({ client, tableName, recordAudit, now, connect, findKey }) => {
    const factorKey = values['factor-key'] ?? findKey(FACTOR_KEY);
    await recordAudit('operator_import', { overwrite, dryRun });
    const accounts = createDynamoAccounts(client, tableName);
    const importer = importUser({
      accounts,
      administration: createDynamoAccountAdministration(client, tableName, accounts),
      names: createDynamoIdentifierPointers(client, tableName, 'name'),
      emails: createDynamoIdentifierPointers(client, tableName, 'email'),
      accountEmails: createDynamoAccountEmails(createAccountUpdate(client, tableName), accounts),
      sessions: createDynamoSessions(client, tableName),
      factorSecrets: createDynamoFactorSecrets(createTable(client, tableName)),
      ...(factorKey !== undefined && { cipher: createImportCipher(connect, factorKey) }),
      newId: randomUUID,
      now,
      overwrite,
      dryRun,
      recordAudit,
    });
    const target = overwrite ? `${tableName}, overwritten` : tableName;
    const result = await importFile({ file, target, isResumable: !dryRun, importUser: importer }, tools);
    const { created, overwritten, unchanged, refused } = result.counts;
    const { overwriteReport } = result;
    if (dryRun) console.log('Nothing was written. Without --dry-run, the result would be:');
    console.log(
      `${created} created, ${overwritten} overwritten, ${unchanged} unchanged, ${refused} refused` +
        (result.report === undefined ? '' : ` (see ${result.report})`),
    );
    if (overwriteReport !== undefined) {
      console.log(`${formatOverwriteTotals(result.overwritten)} (see ${overwriteReport})`);
    }
    const { named, usernameReport, emailsLeftOut } = result;
    if (usernameReport !== undefined) {
      console.log(`Usernames in place of addresses: ${named} (see ${usernameReport})`);
    }
    if (emailsLeftOut > 0) console.log(`E-mail addresses left out, not verified: ${emailsLeftOut}`);
    if (!result.isComplete) console.log('Interrupted: run the same command to continue');
    process.exitCode = result.isComplete ? Number(refused > 0) : 130;
  });
}

main().catch(reportFailure('users:import'));
