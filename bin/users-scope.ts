/** `npm run users:scope`: gives scopes to a user and takes them away. */
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { changeScopes } from '../lambda/auth/change-scopes';
import { createDynamoLogins } from '../lambda/auth/logins';
import { createDynamoSessions } from '../lambda/auth/sessions';
import { clientOptions } from '../lambda/shared/sdk/client-options';
import { findLocalRun } from './find-local-run';

const HELP = `Usage: npm run users:scope -- --user NAME [--add SCOPE]... [--remove SCOPE]... [--table TABLE | --port N]

Gives scopes to a user and takes them away, and prints the scopes from now on. An added scope is in the
tokens of the next sign-in; taking one away signs the user out everywhere. On a stage with
revocation: 'on-expiry' a token keeps the removed scope until it expires, and on one with an
authorizerCacheTtl until that time is over.

  --user NAME     the username
  --add SCOPE     a scope to give; may be repeated
  --remove SCOPE  a scope to take away; may be repeated
  --table TABLE   a deployed table (output TableName), reached with the AWS credentials and the region of
                  your environment (default: the table of the local run, which has to be running)
  --port N        of several local runs, the one that serves on this port
  --help          this text`;

const OPTIONS = {
  user: { type: 'string' },
  add: { type: 'string', multiple: true, default: [] as string[] },
  remove: { type: 'string', multiple: true, default: [] as string[] },
  table: { type: 'string' },
  port: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

interface Target {
  readonly client: DynamoDBClient;
  readonly tableName: string;
}

async function connectToDeployed(tableName: string): Promise<Target> {
  const client = new DynamoDBClient(clientOptions);
  try {
    await client.config.region();
  } catch (cause) {
    throw new Error('Set AWS_REGION to the region of the table', { cause });
  }
  return { client, tableName };
}

function connectToLocal(port: string | undefined): Target {
  const { endpoint, tables, accessKeyId, secretAccessKey } = findLocalRun(port);
  const names = Object.values(tables);
  const [tableName] = names;
  if (tableName === undefined || names.length > 1) {
    throw new Error(`The local run has ${names.length} tables, and this command knows an app of one`);
  }
  const client = new DynamoDBClient({
    ...clientOptions,
    endpoint,
    region: 'local',
    credentials: { accessKeyId, secretAccessKey },
  });
  return { client, tableName };
}

/** Whether nobody listens where a local run was, at whatever depth its client tells so. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (error as NodeJS.ErrnoException).code === 'ECONNREFUSED' || isRefusal(error.cause);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  const { user, add, remove, table, port } = values;
  if (values.help) return console.log(HELP);
  if (user === undefined || add.length + remove.length === 0) {
    throw new Error('Name a user with --user and a scope with --add or --remove; --help tells more');
  }
  const both = add.find((scope) => remove.includes(scope));
  if (both !== undefined) throw new Error(`Either --add or --remove "${both}", not both`);
  if (table !== undefined && port !== undefined) {
    throw new Error('Give --table for a deployed table or --port for a local run, not both');
  }
  // its notice would stand before every answer
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const { client, tableName } = table === undefined ? connectToLocal(port) : await connectToDeployed(table);
  const change = changeScopes({
    logins: createDynamoLogins(client, tableName),
    sessions: createDynamoSessions(client, tableName),
  });
  try {
    const scopes = await change({ username: user, add, remove });
    console.log(`${user}: ${scopes.length > 0 ? scopes.join(' ') : 'no scopes'}`);
  } catch (error) {
    if (table !== undefined || !isRefusal(error)) throw error;
    throw new Error('The local run has ended: start one with npm start', { cause: error });
  }
}

main().catch((error: unknown) => {
  const [line] = error instanceof Error ? error.message.split('\n') : [];
  console.error(`users:scope: ${line || 'failed'}`);
  process.exitCode = 1;
});
