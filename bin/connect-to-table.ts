/** Connects an operator's command to the table that it is meant for: a deployed one, or that of a local run. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientOptions } from '../lambda/shared/sdk/client-options';
import { explainAwsError } from './explain-aws-error';
import { findLocalRun } from './find-local-run';

/** The options that choose a table, for `parseArgs`. */
export const TABLE_OPTIONS = { table: { type: 'string' }, port: { type: 'string' } } as const;

/** What the help of a command says of them. */
export const TABLE_HELP = `  --table TABLE   a deployed table (output TableName), reached with the AWS credentials and the region of
                  your environment (default: the table of the local run, which has to be running)
  --port N        of several local runs, the one that serves on this port`;

/** Which table is meant. */
export interface TableChoice {
  /** The name of a deployed table. @default - the table of the local run */
  readonly table?: string | undefined;
  /** The port of a local run. @default - the only one there is */
  readonly port?: string | undefined;
}

/** A table that can be reached. */
export interface ConnectedTable {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  /** Of a deployed table. */
  readonly region?: string;
}

/**
 * Runs a command on the table that is meant.
 * @throws Error saying what to do, where there is no such table to be reached; the command's own errors as they are
 */
export async function connectToTable<Result>(
  { table, port }: TableChoice,
  run: (connected: ConnectedTable) => Promise<Result>,
): Promise<Result> {
  if (table !== undefined && port !== undefined) {
    throw new Error('Give --table for a deployed table or --port for a local run, not both');
  }
  // its notice would stand before every answer
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const connected = table === undefined ? connectToLocal(port) : await connectToDeployed(table);
  try {
    return await run(connected);
  } catch (error) {
    if (connected.region !== undefined) {
      throw explainAwsError(error, { tableName: connected.tableName, region: connected.region });
    }
    if (!isRefusal(error)) throw error;
    throw new Error('The local run has ended: start one with npm start', { cause: error });
  }
}

async function connectToDeployed(tableName: string): Promise<ConnectedTable> {
  const client = new DynamoDBClient(clientOptions);
  try {
    return { client, tableName, region: await client.config.region() };
  } catch (cause) {
    throw new Error('Set AWS_REGION to the region of the table', { cause });
  }
}

function connectToLocal(port: string | undefined): ConnectedTable {
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
