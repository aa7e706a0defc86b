/** `npm run users:scope`: gives scopes to a user and takes them away. */
import { parseArgs } from 'node:util';
import { createDynamoAccounts } from '../lambda/identity/accounts/accounts';
import { createDynamoNamePointers } from '../lambda/identity/accounts/identifiers/name-pointers';
import { changeScopes } from '../lambda/identity/operator/change-scopes';
import { createDynamoSessions } from '../lambda/identity/sessions/sessions';
import { connectToTable, TABLE_HELP, TABLE_OPTIONS } from './connect-to-table';
import { reportFailure } from './report-failure';

const HELP = `Usage: npm run users:scope -- --user NAME [--add SCOPE]... [--remove SCOPE]...
         [--table TABLE --log-group LOG --reason TEXT | --port N]

Gives scopes to a user and takes them away, and prints the scopes from now on. An added scope is in the
tokens of the next sign-in; taking one away signs the user out everywhere. On a stage with
revocation: 'on-expiry' a token keeps the removed scope until it expires, and on one with an
authorizerCacheTtl until that time is over.

  --user NAME     the username
  --add SCOPE     a scope to give; may be repeated
  --remove SCOPE  a scope to take away; may be repeated
${TABLE_HELP}
  --help          this text`;

const OPTIONS = {
  user: { type: 'string' },
  add: { type: 'string', multiple: true, default: [] as string[] },
  remove: { type: 'string', multiple: true, default: [] as string[] },
  ...TABLE_OPTIONS,
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  const { user, add, remove } = values;
  if (values.help) return console.log(HELP);
  if (user === undefined || add.length + remove.length === 0) {
    throw new Error('Name a user with --user and a scope with --add or --remove; --help tells more');
  }
  const both = add.find((scope) => remove.includes(scope));
  if (both !== undefined) throw new Error(`Either --add or --remove "${both}", not both`);
  await connectToTable(values, async ({ client, tableName, recordAudit }) => {
    const change = changeScopes({
      accounts: createDynamoAccounts(client, tableName),
      names: createDynamoNamePointers(client, tableName),
      sessions: createDynamoSessions(client, tableName),
      recordAudit,
    });
    const scopes = await change({ username: user, add, remove });
    console.log(`${user}: ${scopes.length > 0 ? scopes.join(' ') : 'no scopes'}`);
  });
}

main().catch(reportFailure('users:scope'));
