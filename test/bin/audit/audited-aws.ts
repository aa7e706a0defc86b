/** The AWS services that operators' commands call: a table, a log that can reject events, and the service that identifies callers. */
import { createServer, type ServerResponse } from 'node:http';
import { DeleteItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { type EmbeddedTable, startEmbeddedTable } from '../../lambda/fakes/embedded-table';
import { closeServer, listen } from '../../support/loopback';

/** The ARN of the operator. */
export const OPERATOR = 'arn:aws:sts::111122223333:assumed-role/Operators/grace';
/** The name of auth's log group. */
export const LOG_GROUP = 'LatchkeyProd-AuthLogs';

/** An event, with the content of the table when it arrived. */
export interface SeenEvent {
  readonly line: Readonly<Record<string, unknown>>;
  readonly table: string;
}

/** The running services. */
export interface AuditedAws {
  readonly table: EmbeddedTable;
  /** The environment variables with which a command finds the services. */
  readonly env: Readonly<Record<string, string>>;
  /** The calls to the log and to the identity service since the last reset. */
  readonly operations: readonly string[];
  /** The paths of the calls that remove addresses from SES's suppression list, since the last reset. */
  readonly suppressions: readonly string[];
  readonly seen: readonly SeenEvent[];
  /** Determines the response to each call of `PutLogEvents`, by its number from 1. @default - all are accepted */
  decide: (nth: number) => 'accept' | 'refuse' | Promise<'accept' | 'refuse'>;
  /** Returns all items as one text. */
  readTable(): Promise<string>;
  /** Empties the table, and clears the recorded calls. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

const IDENTITY = `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>${OPERATOR}</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>`;

function answer(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status).end(body);
}

/** Starts the services. */
export async function startAuditedAws(): Promise<AuditedAws> {
  const table = await startEmbeddedTable();
  const operations: string[] = [];
  const suppressions: string[] = [];
  const seen: SeenEvent[] = [];
  let puts = 0;

  async function scan() {
    const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.tableName }));
    return Items;
  }
  const readTable = async () =>
    (await scan())
      .map((item) => JSON.stringify(item))
      .sort()
      .join('\n');

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const target =
        String(request.headers['x-amz-target'] ?? 'GetCallerIdentity')
          .split('.')
          .at(-1) ?? '';
      if (request.method === 'DELETE') {
        suppressions.push(request.url ?? '');
        return answer(response, 200, '');
      }
      operations.push(target);
      if (target === 'GetCallerIdentity') return answer(response, 200, IDENTITY);
      if (target === 'CreateLogStream') return answer(response, 200, '{}');
      void putEvents(body).then((verdict) =>
        verdict === 'accept'
          ? answer(response, 200, '{}')
          : answer(response, 400, JSON.stringify({ __type: 'AccessDeniedException' })),
      );
    });
  });
  async function putEvents(body: string): Promise<'accept' | 'refuse'> {
    puts += 1;
    const nth = puts;
    const content = await readTable();
    for (const { message } of JSON.parse(body).logEvents)
      seen.push({ line: JSON.parse(message), table: content });
    return aws.decide(nth);
  }
  const url = await listen(server);

  const aws: AuditedAws = {
    table,
    env: {
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'KEY',
      AWS_SECRET_ACCESS_KEY: 'SECRET',
      AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
      AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: url,
      AWS_ENDPOINT_URL_STS: url,
      AWS_ENDPOINT_URL_SESV2: url,
    },
    operations,
    suppressions,
    seen,
    decide: () => 'accept',
    readTable,
    async reset() {
      for (const { pk, sk } of await scan()) {
        if (!pk || !sk) continue;
        await table.client.send(new DeleteItemCommand({ TableName: table.tableName, Key: { pk, sk } }));
      }
      operations.length = 0;
      suppressions.length = 0;
      seen.length = 0;
      puts = 0;
      aws.decide = () => 'accept';
    },
    async close() {
      await closeServer(server);
      await table.close();
    },
  };
  return aws;
}
