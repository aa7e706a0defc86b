/** Runs the local SQS for a test, with one queue and one function whose role the test defines. */
import { SQSClient } from '@aws-sdk/client-sqs';
import type { AwsCall } from '../../../../local/aws/call';
import { createCallers } from '../../../../local/aws/callers';
import { type AwsEndpoint, startAwsEndpoint } from '../../../../local/aws/endpoint';
import { openMessageStore } from '../../../../local/aws/sqs/message-store';
import { createQueues } from '../../../../local/aws/sqs/queues';
import { createSqs } from '../../../../local/aws/sqs/sqs';
import { createRunClock, type RunClock } from '../../../../local/clock/run-clock';
import type { Statement } from '../../../../local/iam/policy';
import type { QueueDefinition } from '../../../../local/template/queues/queue-definition';
import { describeTestQueue } from '../../describe-test-queue';
import { describeWorker } from '../describe-worker';

const ALL: Statement = { Effect: 'Allow', Action: 'sqs:*', Resource: '*' };

/** A running SQS with a client of the function. Its clock stands. */
export interface TestSqs {
  readonly endpoint: AwsEndpoint;
  readonly calls: AwsCall[];
  readonly clock: RunClock;
  readonly client: SQSClient;
  /** The URL of the queue `jobs`. */
  readonly QueueUrl: string;
  close(): Promise<void>;
}

/** @param change the properties of the queue `jobs` that differ from the defaults */
export async function runSqs(
  change: Partial<QueueDefinition> = {},
  statements: readonly Statement[] = [ALL],
): Promise<TestSqs> {
  const clock = createRunClock({ stands: true });
  const definition = describeWorker(statements);
  const callers = createCallers([definition]);
  const definitions = [describeTestQueue('jobs', change)];
  const queues = createQueues({ definitions, messages: openMessageStore(undefined), clock });
  const calls: AwsCall[] = [];
  const endpoint = await startAwsEndpoint({
    services: [createSqs(queues, clock)],
    callers,
    clock,
    onCall: (call) => calls.push(call),
    onFault: (error) => {
      throw error;
    },
  });
  const credentials = callers.credentialsOf(definition);
  const client = new SQSClient({
    region: 'eu-west-1',
    endpoint: endpoint.url,
    credentials,
    maxAttempts: 1,
  });
  return {
    endpoint,
    calls,
    clock,
    client,
    QueueUrl: `${endpoint.url}/123456789012/jobs`,
    close: async () => {
      client.destroy();
      await endpoint.close();
    },
  };
}
