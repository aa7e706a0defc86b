/** A table in an embedded DynamoDB, in memory, for the stores' contract suites. */
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
} from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { createServerCaller } from '../../support/call-server';
import { listen } from '../../support/loopback';
import { waitUntil } from '../../support/wait-until';

/** An embedded DynamoDB with one empty table. */
export interface EmbeddedTable {
  readonly client: DynamoDBClient;
  /** A client that loses every first response. It sends each call again, as the SDK does after a timeout. */
  readonly retrying: DynamoDBClient;
  readonly endpoint: string;
  readonly tableName: string;
  close(): Promise<void>;
}

/** Writes what the embedded DynamoDB looks for. It verifies no signature. */
const signer: NonNullable<DynamoDBClientConfig['signer']> = async () => ({
  sign: async (request) => {
    const authorization = 'AWS4-HMAC-SHA256 Credential=none, SignedHeaders=none, Signature=none';
    Object.assign(request.headers, { authorization, 'x-amz-date': '20260101T000000Z' });
    return request;
  },
});

/** Starts a table on a free port of the loopback interface. */
export async function startEmbeddedTable(): Promise<EmbeddedTable> {
  const server = dynalite({ createTableMs: 0 });
  const endpoint = await listen(server);
  const options = {
    endpoint,
    region: 'local',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: createServerCaller(server),
    signer,
    // the SDK's own copies each input and output
    logger: {} as NonNullable<DynamoDBClientConfig['logger']>,
  };
  const client = createPatientClient(options);
  const retrying = createPatientClient(options);
  retrying.middlewareStack.add(
    (next) => async (args) => {
      await next(args);
      return next(args);
    },
    { step: 'deserialize', priority: 'high' },
  );
  const tableName = 'Table';
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  );
  // The table becomes active in a later turn of the event loop.
  const describe = new DescribeTableCommand({ TableName: tableName });
  await waitUntil(async () => (await client.send(describe)).Table?.TableStatus === 'ACTIVE');
  return {
    client,
    retrying,
    endpoint,
    tableName,
    async close() {
      client.destroy();
      retrying.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Leaves out what would give a call up: a busy machine answers late, and has not failed. */
function createPatientClient(options: DynamoDBClientConfig): DynamoDBClient {
  const client = new DynamoDBClient(options);
  const send = client.send.bind(client) as (command: unknown) => Promise<never>;
  client.send = (command: unknown) => send(command);
  return client;
}
