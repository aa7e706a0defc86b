/** Connects an operator's command to its table: a deployed table, or the table of a local run. */
import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { RecordAudit } from '../lambda/identity/operator/record-audit';
import { type AwsClient, createAwsClient } from '../lambda/shared/aws/aws-client';
import type { JsonService } from '../lambda/shared/aws/aws-services';
import { readAwsSettings } from '../lambda/shared/aws/aws-settings';
import { clientOptions } from '../lambda/shared/sdk/client-options';
import { createDeployedAudit } from './audit/audit-deployed-command';
import { parseReason } from './audit/parse-reason';
import { createPrintedAudit } from './audit/print-audit';
import { explainAwsError } from './explain-aws-error';
import { findLocalRun } from './find-local-run';
import { UsageError } from './usage-error';

/** The options that select a table and explain the command, for `parseArgs`. */
export const TABLE_OPTIONS = {
  table: { type: 'string' },
  'log-group': { type: 'string' },
  reason: { type: 'string' },
  port: { type: 'string' },
} as const;

/** The help text of the options. */
export const TABLE_HELP = `  --table TABLE     deployed table: the stack output TableName (default: the table of the local run)
  --log-group LOG   log group of the audit event that records the command, from the stack output AuthLogGroupName; required with --table
  --reason TEXT     reason, written to the audit event; required with --table, optional for the local run
  --port N          port of the local run; required if several are running`;

/** The options that select a table. */
export interface TableChoice {
  /** The name of a deployed table. @default - the table of the local run */
  readonly table?: string | undefined;
  /** The log group in which the command is audited. @default - none, for the local run */
  readonly 'log-group'?: string | undefined;
  /** The reason for the command. @default - none, which only the local run accepts */
  readonly reason?: string | undefined;
  /** The port of a local run. @default - the only running one */
  readonly port?: string | undefined;
}

/** A connected table. */
export interface ConnectedTable {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly recordAudit: RecordAudit;
  /** Returns the current time in epoch milliseconds. A local run has its own clock. */
  readonly now: () => number;
  /** The region of a deployed table. @default - the table of a local run */
  readonly region?: string;
  /** Returns a client of another service, with the operator's own credentials, which are valid now. */
  readonly connect: (service: JsonService) => Promise<AwsClient>;
  /** Returns the URL of a queue of the local run by its logical id; undefined for a deployed table. */
  readonly findQueue: (logicalId: RegExp) => string | undefined;
  /** Returns the id of a key of the local run by its logical id; undefined for a deployed table. */
  readonly findKey: (logicalId: RegExp) => string | undefined;
}

/** Limits of a call to another service. No request waits for it. */
const LIMITS = { budgetMs: 15_000, attemptMs: 4_000, attempts: 6 };

/**
 * Runs a command on the selected table.
 * @throws UsageError with what to do, if the options are not valid
 * @throws Error with what to do, if the table cannot be reached. Other errors of the command are passed on.
 */
export async function connectToTable<Result>(
  choice: TableChoice,
  run: (connected: ConnectedTable) => Promise<Result>,
): Promise<Result> {
  const { table, port } = choice;
  if (table !== undefined && port !== undefined) {
    throw new UsageError(
      'Both --table and --port are given: use --table for a deployed table, or --port for a local run',
    );
  }
  // the SDK would print its notice before every output
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const connected = table === undefined ? connectToLocal(choice) : await connectToDeployed(table, choice);
  try {
    return await run(connected);
  } catch (error) {
    if (connected.region !== undefined) {
      throw explainAwsError(error, { tableName: connected.tableName, region: connected.region });
    }
    if (!isRefusal(error)) throw error;
    throw new Error('The local run has ended: start it with npm start', { cause: error });
  }
}

async function connectToDeployed(tableName: string, choice: TableChoice): Promise<ConnectedTable> {
  const { 'log-group': logGroup, reason } = choice;
  if (reason === undefined)
    throw new UsageError('No reason is given: use --reason TEXT, which --table requires');
  if (logGroup === undefined) {
    throw new UsageError(
      'No log group is given: use --log-group LOG (stack output AuthLogGroupName), which --table requires',
    );
  }
  const why = parseReason(reason);
  const client = new DynamoDBClient(clientOptions);
  const region = await client.config.region().catch((cause: unknown) => {
    throw new Error('No AWS region is set: set AWS_REGION to the region of the table', { cause });
  });
  const { credentials } = client.config;
  const recordAudit = createDeployedAudit({ region, credentials, logGroup, tableName, reason: why });
  const connect = async (service: JsonService) => {
    const { accessKeyId, secretAccessKey, sessionToken } = await credentials();
    const found = {
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
    };
    return createAwsClient(readAwsSettings(service, { ...process.env, ...found }), LIMITS);
  };
  const none = () => undefined;
  return { client, tableName, recordAudit, now: Date.now, region, connect, findQueue: none, findKey: none };
}

function connectToLocal({ port, 'log-group': logGroup, reason }: TableChoice): ConnectedTable {
  if (logGroup !== undefined)
    throw new UsageError('--log-group is given without --table: the local run has no log group');
  const why = reason === undefined ? undefined : parseReason(reason);
  const { endpoint, tables, aheadSeconds = 0, accessKeyId, secretAccessKey, ...others } = findLocalRun(port);
  const names = Object.values(tables);
  const [tableName] = names;
  if (tableName === undefined || names.length > 1) {
    throw new Error(`The local run has ${names.length} tables: this command supports an app with one table`);
  }
  const client = new DynamoDBClient({
    ...clientOptions,
    endpoint,
    region: 'local',
    credentials: { accessKeyId, secretAccessKey },
  });
  const run = { runId: randomUUID(), operator: 'local', reason: why, table: tableName };
  const now = () => Date.now() + aheadSeconds * 1_000;
  const recordAudit = createPrintedAudit({ run, stream: process.stderr, now });
  const connect = async (service: JsonService) => {
    const credentials = { accessKeyId, secretAccessKey };
    return createAwsClient({ service, region: 'local', endpoint: new URL(endpoint), credentials }, LIMITS);
  };
  const { queues = {}, keys = {} } = others;
  return {
    ...{ client, tableName, recordAudit, now, connect },
    findQueue: (logicalId) => findNamed(queues, logicalId),
    findKey: (logicalId) => findNamed(keys, logicalId),
  };
}

function findNamed(all: Readonly<Record<string, string>>, logicalId: RegExp): string | undefined {
  return Object.entries(all).find(([name]) => logicalId.test(name))?.[1];
}

/** Returns whether an error, or one of its causes, is a refused connection: the local run has ended. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (error as NodeJS.ErrnoException).code === 'ECONNREFUSED' || isRefusal(error.cause);
}
