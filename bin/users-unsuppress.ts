/** `npm run users:unsuppress`: lets mails go to a user's address again after a bounce or a complaint. */
import { parseArgs } from 'node:util';
import { createDynamoAccounts } from '../lambda/identity/accounts/accounts';
import { createDynamoIdentifierPointers } from '../lambda/identity/accounts/identifiers/identifier-pointers';
import { createDynamoUndeliverableEmails } from '../lambda/identity/email/feedback/undeliverable-emails';
import { type Unsuppressed, unsuppressEmail } from '../lambda/identity/operator/email/unsuppress-email';
import { connectToTable, TABLE_HELP, TABLE_OPTIONS } from './connect-to-table';
import { reportFailure } from './report-failure';
import { connectToSes } from './ses/connect-to-ses';
import { removeFromSuppressionList } from './ses/suppression-list';
import { parseUserChoice, USER_HELP, USER_OPTIONS } from './user-choice';

const HELP = `Usage: npm run users:unsuppress -- (--user NAME | --sub SUB)
         [--table TABLE --log-group LOG --reason TEXT | [--port N] [--reason TEXT]]

Lets mails go to the e-mail address of an account again, after a bounce or a complaint. It removes the address from the
suppression list of SES, and the mark from the account. The local run has no suppression list.

${USER_HELP}
${TABLE_HELP}
  --help            print this text`;

const OPTIONS = {
  ...USER_OPTIONS,
  ...TABLE_OPTIONS,
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) return console.log(HELP);
  const choice = parseUserChoice(values);
  await connectToTable(values, async ({ client, tableName, recordAudit, region }) => {
    const unsuppress = unsuppressEmail({
      accounts: createDynamoAccounts(client, tableName),
      names: createDynamoIdentifierPointers(client, tableName, 'name'),
      emails: createDynamoUndeliverableEmails(client, tableName),
      recordAudit,
      ...(region !== undefined && {
        removeFromList: async (address: string) =>
          removeFromSuppressionList(await connectToSes(client, region), address),
      }),
    });
    console.log(describe(await unsuppress(choice)));
  });
}

function describe({ username, mark, wasListed }: Unsuppressed): string {
  const ofMark = mark
    ? `removed the mark (${mark.reason}, ${new Date(mark.at).toISOString()})`
    : 'the address had no mark';
  if (wasListed === undefined) return `${username}: ${ofMark}; the local run has no suppression list`;
  const ofList = wasListed ? 'removed it from the suppression list' : 'it was not on the suppression list';
  return `${username}: ${ofMark}; ${ofList} of SES`;
}

main().catch(reportFailure('users:unsuppress'));
