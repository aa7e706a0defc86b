/** `npm run users:sign-out`: ends all sessions of a user. */
import { parseArgs } from 'node:util';
import { createDynamoAccounts } from '../lambda/identity/accounts/accounts';
import { createDynamoIdentifierPointers } from '../lambda/identity/accounts/identifiers/identifier-pointers';
import { signOutUser } from '../lambda/identity/operator/sign-out-user';
import { createDynamoSessions } from '../lambda/identity/sessions/sessions';
import { connectToTable, TABLE_HELP, TABLE_OPTIONS } from './connect-to-table';
import { reportFailure } from './report-failure';
import { UsageError } from './usage-error';

const HELP = `Usage: npm run users:sign-out -- --user NAME
         [--table TABLE --log-group LOG --reason TEXT | [--port N] [--reason TEXT]]

Signs a user out everywhere: their refresh tokens and access tokens are no longer valid. Exceptions:
with the stage setting revocation: 'on-expiry', access tokens stay valid until they expire. With authorizerCacheTtl,
access tokens stay valid until API Gateway's cached authorizer result expires. The password is unchanged, so the user
can sign in again.

  --user NAME       username; case and Unicode form do not matter
${TABLE_HELP}
  --help            print this text`;

const OPTIONS = {
  user: { type: 'string' },
  ...TABLE_OPTIONS,
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  const { user } = values;
  if (values.help) return console.log(HELP);
  if (user === undefined) throw new UsageError('No user is given: use --user NAME (see --help)');
  await connectToTable(values, async ({ client, tableName, recordAudit }) => {
    const signOut = signOutUser({
      accounts: createDynamoAccounts(client, tableName),
      names: createDynamoIdentifierPointers(client, tableName, 'name'),
      sessions: createDynamoSessions(client, tableName),
      recordAudit,
    });
    await signOut(user);
    console.log(`${user}: signed out everywhere`);
  });
}

main().catch(reportFailure('users:sign-out'));
