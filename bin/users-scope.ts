/** `npm run users:scope`: adds scopes to a user's account and removes scopes from it. */
import { parseArgs } from 'node:util';
import { createDynamoAccounts } from '../lambda/identity/accounts/accounts';
import { createDynamoIdentifierPointers } from '../lambda/identity/accounts/identifiers/identifier-pointers';
import { isScope, SCOPE_RULE } from '../lambda/identity/accounts/scope';
import { changeScopes } from '../lambda/identity/operator/change-scopes';
import { createDynamoSessions } from '../lambda/identity/sessions/sessions';
import { connectToTable, TABLE_HELP, TABLE_OPTIONS } from './connect-to-table';
import { reportFailure } from './report-failure';
import { UsageError } from './usage-error';

const HELP = `Usage: npm run users:scope -- --user NAME (--add SCOPE | --remove SCOPE)...
         [--table TABLE --log-group LOG --reason TEXT | [--port N] [--reason TEXT]]

Adds and removes scopes of a user, and prints the resulting scopes. An added scope is in the tokens of the next sign-in.
Removing a scope signs the user out everywhere. Exceptions: with the stage setting revocation: 'on-expiry', access tokens
keep the scope until they expire. With authorizerCacheTtl, they keep it until API Gateway's cached authorizer result
expires.

  --user NAME       username; case and Unicode form do not matter
  --add SCOPE       scope to add; repeatable
  --remove SCOPE    scope to remove; repeatable
${TABLE_HELP}
  --help            print this text`;

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
    throw new UsageError(
      'No user or no scope is given: use --user NAME with --add SCOPE or --remove SCOPE (see --help)',
    );
  }
  const both = add.find((scope) => remove.includes(scope));
  if (both !== undefined)
    throw new UsageError(`The scope "${both}" is given twice: use either --add or --remove`);
  const malformed = [...add, ...remove].find((scope) => !isScope(scope));
  if (malformed !== undefined) {
    throw new UsageError(`${JSON.stringify(malformed)} is not a valid scope: use ${SCOPE_RULE}`);
  }
  await connectToTable(values, async ({ client, tableName, recordAudit }) => {
    const change = changeScopes({
      accounts: createDynamoAccounts(client, tableName),
      names: createDynamoIdentifierPointers(client, tableName, 'name'),
      sessions: createDynamoSessions(client, tableName),
      recordAudit,
    });
    const scopes = await change({ username: user, add, remove });
    console.log(`${user}: ${scopes.length > 0 ? scopes.join(' ') : 'no scopes'}`);
  });
}

main().catch(reportFailure('users:scope'));
