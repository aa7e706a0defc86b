/** `npm run users:email`: changes the e-mail address of a user. */

import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { createDynamoAccounts } from '../lambda/identity/accounts/accounts';
import { parseEmailAddress } from '../lambda/identity/accounts/identifiers/email-address';
import { createDynamoIdentifierPointers } from '../lambda/identity/accounts/identifiers/identifier-pointers';
import { createAccountUpdate } from '../lambda/identity/accounts/update-account';
import { createDynamoAccountEmails } from '../lambda/identity/email/account-emails';
import { changeUserEmail, type UserEmailChange } from '../lambda/identity/operator/email/change-user-email';
import { createDynamoEmailAdministration } from '../lambda/identity/operator/email/email-administration';
import { createDynamoSessions } from '../lambda/identity/sessions/sessions';
import { connectToTable, TABLE_HELP, TABLE_OPTIONS } from './connect-to-table';
import { reportFailure } from './report-failure';
import { UsageError } from './usage-error';
import { parseUserChoice, USER_HELP, USER_OPTIONS } from './user-choice';

const HELP = `Usage: npm run users:email -- (--user NAME | --sub SUB) (--set ADDRESS | --verify | --restore | --remove)
         [--table TABLE --log-group LOG --reason TEXT | [--port N] [--reason TEXT]]

Changes the e-mail address of a user without a code. With --set and --verify you vouch that the address belongs to the
user. No mail is sent. --set, --restore and --remove sign the user out everywhere, and so does --verify if the account had
no address. See docs/how-to/manage-users.md.

${USER_HELP}
  --set ADDRESS     put this address into use, verified
  --verify          put the address that waits for its code into use
  --restore         put the address from before the latest changes back into use, within 7 days
  --remove          remove the address in use and the one that waits for its code
${TABLE_HELP}
  --help            print this text`;

const OPTIONS = {
  ...USER_OPTIONS,
  set: { type: 'string' },
  verify: { type: 'boolean', default: false },
  restore: { type: 'boolean', default: false },
  remove: { type: 'boolean', default: false },
  ...TABLE_OPTIONS,
  help: { type: 'boolean', default: false },
} as const;

/** The options that choose the change. */
interface ChangeOptions {
  readonly set?: string | undefined;
  readonly verify: boolean;
  readonly restore: boolean;
  readonly remove: boolean;
}

/** @throws UsageError unless exactly one change is given, with a valid address */
function parseChange(options: ChangeOptions): UserEmailChange {
  const chosen = (['verify', 'restore', 'remove'] as const).filter((name) => options[name]);
  const [does] = chosen;
  if (chosen.length + Number(options.set !== undefined) !== 1) {
    throw new UsageError('Use exactly one of --set ADDRESS, --verify, --restore and --remove (see --help)');
  }
  if (does !== undefined) return { does };
  const email = parseEmailAddress(options.set ?? '');
  if (!email) throw new UsageError(`--set ${JSON.stringify(options.set)} is not an e-mail address`);
  return { does: 'set', email };
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) return console.log(HELP);
  const choice = parseUserChoice(values);
  const change = parseChange(values);
  await connectToTable(values, async ({ client, tableName, recordAudit, now }) => {
    const accounts = createDynamoAccounts(client, tableName);
    const changeEmail = changeUserEmail({
      accounts,
      names: createDynamoIdentifierPointers(client, tableName, 'name'),
      emails: createDynamoIdentifierPointers(client, tableName, 'email'),
      accountEmails: createDynamoAccountEmails(createAccountUpdate(client, tableName), accounts),
      emailAdministration: createDynamoEmailAdministration(client, tableName, accounts),
      sessions: createDynamoSessions(client, tableName),
      newId: randomUUID,
      now,
      recordAudit,
    });
    const { username, email = 'no address', endedSessions } = await changeEmail({ choice, change });
    console.log(`${username}: ${email}${endedSessions ? ', signed out everywhere' : ''}`);
  });
}

main().catch(reportFailure('users:email'));
