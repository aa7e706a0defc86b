/** The embedded DynamoDB: dynalite's operations on LevelDB, called in process without its HTTP server. */
import { createRequire } from 'node:module';
import { create, type Store } from 'dynalite/db';
import { checkTypes, checkValidations, toLowerFirst } from 'dynalite/validations';
import { AwsError } from '../answer';
import type { AwsInput } from '../service';

/** An open database. */
export interface DynamoStore {
  /** @throws AwsError with the error that DynamoDB would return */
  perform(operation: string, input: AwsInput): Promise<unknown>;
  /** The operations that it implements. */
  readonly operations: ReadonlySet<string>;
  /** Sets the region and the account of the tables that it creates. */
  locate(region: string, accountId: string): void;
  /** Waits for running operations and releases the folder. */
  close(): Promise<void>;
}

/** Thrown when another process has opened the database. */
export class DatabaseLockedError extends Error {
  constructor(path: string, options?: ErrorOptions) {
    super(`The database in ${path} is in use by another process`, options);
    this.name = 'DatabaseLockedError';
  }
}

interface Operation {
  readonly types: unknown;
  readonly custom: unknown;
  run(store: Store, data: unknown, done: (error: DynaliteError | null, result?: unknown) => void): void;
}

interface DynaliteError extends Error {
  /** Undefined for errors that are not responses of DynamoDB. */
  readonly statusCode?: number;
  readonly body?: Readonly<Record<'__type' | 'message' | 'Message', string | undefined>>;
}

const OPERATIONS = [
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DeleteTable',
  'DescribeTable',
  'DescribeTimeToLive',
  'GetItem',
  'ListTables',
  'PutItem',
  'Query',
  'Scan',
  'UpdateItem',
  'UpdateTable',
];

/**
 * Opens or creates a database. A write is passed to the operating system before it is acknowledged. So it
 * survives any end of this process.
 * @param path the absolute path of the database's folder; undefined keeps the database in memory
 * @throws DatabaseLockedError when another process has opened it
 */
export async function openDynamoStore(path: string | undefined): Promise<DynamoStore> {
  const store = create({
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
    ...(path !== undefined && { path }),
  });
  try {
    await store.db.open();
  } catch (error) {
    const { cause } = error as { cause?: NodeJS.ErrnoException };
    if (cause?.code === 'LEVEL_LOCKED') throw new DatabaseLockedError(path ?? '', { cause: error });
    throw error;
  }
  const operations = new Map(OPERATIONS.map((name) => [name, load(name)]));
  return {
    operations: new Set(OPERATIONS),
    locate: (region, accountId) => {
      store.tableDb.awsRegion = region;
      store.tableDb.awsAccountId = accountId;
    },
    perform: async (name, input) => {
      const operation = operations.get(name);
      if (operation === undefined) throw new Error(`The local DynamoDB does not implement ${name}`);
      return run(store, operation, input);
    },
    close: () => store.lifecycleManager.gracefulClose(),
  };
}

function load(name: string): Operation {
  const require = createRequire(__filename);
  const file = toLowerFirst(name);
  const { types, custom } = require(`dynalite/validations/${file}`);
  return { types, custom, run: require(`dynalite/actions/${file}`) };
}

function run(store: Store, { types, custom, run: act }: Operation, input: AwsInput): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const fail = (error: DynaliteError) => reject(toAwsError(error));
    try {
      // dynalite modifies its input.
      const data = checkTypes(structuredClone(input), types);
      checkValidations(data, types, custom, store);
      act(store, data, (error, result) => (error ? fail(error) : resolve(result)));
    } catch (error) {
      fail(error as DynaliteError);
    }
  });
}

function toAwsError(error: DynaliteError): Error {
  const { statusCode, body } = error;
  if (statusCode === undefined || body?.__type === undefined) return error;
  return new AwsError(body.__type, body.message ?? body.Message ?? '', statusCode);
}
