/** `npm run users:scope`: gives scopes to a user and takes them away. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { changeScopes } from '../lambda/auth/change-scopes';
import { createDynamoLogins } from '../lambda/auth/logins';
import { createDynamoSessions } from '../lambda/auth/sessions';
import { clientOptions } from '../lambda/shared/sdk/client-options';

const HELP = `Usage: npm run users:scope -- --user NAME [--add SCOPE]... [--remove SCOPE]... [--table TABLE]

Gives scopes to a user and takes them away, and prints the scopes from now on. An added scope is in the
tokens of the next sign-in; taking one away signs the user out everywhere.

  --user NAME     the username
  --add SCOPE     a scope to give; may be repeated
  --remove SCOPE  a scope to take away; may be repeated
  --table TABLE   a deployed table (output TableName), reached with the AWS credentials and the region of
                  your environment (default: the table of the local run, which has to be running)
  --help          this text`;

/** Where a running local run says how its table is reached. */
const LOCAL_RUN_FILE = '.local/endpoint.json';

interface LocalRunFile {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly tables: Readonly<Record<string, string>>;
}

function readLocalRun(): LocalRunFile {
  try {
    return JSON.parse(readFileSync(LOCAL_RUN_FILE, 'utf8')) as LocalRunFile;
  } catch {
    throw new Error('No local run found: start one with npm start, or name a deployed table with --table');
  }
}

function connect(table: string | undefined): { client: DynamoDBClient; tableName: string } {
  if (table !== undefined) return { client: new DynamoDBClient(clientOptions), tableName: table };
  const { endpoint, tables, accessKeyId, secretAccessKey } = readLocalRun();
  const [tableName, ...others] = Object.values(tables);
  if (tableName === undefined || others.length > 0) {
    throw new Error(`The local run has ${Object.keys(tables).length} tables: name one with --table`);
  }
  const client = new DynamoDBClient({
    ...clientOptions,
    endpoint,
    region: 'local',
    credentials: { accessKeyId, secretAccessKey },
  });
  return { client, tableName };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      user: { type: 'string' },
      add: { type: 'string', multiple: true, default: [] },
      remove: { type: 'string', multiple: true, default: [] },
      table: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(HELP);
  if (values.user === undefined || values.add.length + values.remove.length === 0) {
    throw new Error('Name a user with --user and a scope with --add or --remove; --help tells more');
  }
  const { client, tableName } = connect(values.table);
  const scopes = await changeScopes({
    logins: createDynamoLogins(client, tableName),
    sessions: createDynamoSessions(client, tableName),
  })({ username: values.user, add: values.add, remove: values.remove });
  console.log(`${values.user}: ${scopes.length > 0 ? scopes.join(' ') : 'no scopes'}`);
}

main().catch((error: unknown) => {
  console.error(`users:scope: ${error instanceof Error ? error.message : 'failed'}`);
  process.exitCode = 1;
});
