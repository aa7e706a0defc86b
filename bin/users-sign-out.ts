/** `npm run users:sign-out`: ends all sessions of a user. */
import { parseArgs } from 'node:util';
import { createDynamoAccounts } from '../lambda/identity/accounts/accounts';
import { createDynamoNamePointers } from '../lambda/identity/accounts/identifiers/name-pointers';
import { signOutUser } from '../lambda/identity/operator/sign-out-user';
import { createDynamoSessions } from '../lambda/identity/sessions/sessions';
import { connectToTable, TABLE_HELP, TABLE_OPTIONS } from './connect-to-table';
import { reportFailure } from './report-failure';

const HELP = `Usage: npm run users:sign-out -- --user NAME
         [--table TABLE --log-group LOG --reason TEXT | --port N]

Signs a user out everywhere: no refresh token of theirs is good any more, and no access token from the next
request on. On a stage with revocation: 'on-expiry' access tokens go on until they expire, and on one with an
authorizerCacheTtl until that time is over. The user may sign in again: the password stays as it is.

  --user NAME     the username
${TABLE_HELP}
  --help          this text`;

const OPTIONS = {
  user: { type: 'string' },
  ...TABLE_OPTIONS,
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  const { user } = values;
  if (values.help) return console.log(HELP);
  if (user === undefined) throw new Error('Name a user with --user; --help tells more');
  await connectToTable(values, async ({ client, tableName, recordAudit }) => {
    const signOut = signOutUser({
      accounts: createDynamoAccounts(client, tableName),
      names: createDynamoNamePointers(client, tableName),
      sessions: createDynamoSessions(client, tableName),
      recordAudit,
    });
    await signOut(user);
    console.log(`${user}: signed out everywhere`);
  });
}

main().catch(reportFailure('users:sign-out'));
