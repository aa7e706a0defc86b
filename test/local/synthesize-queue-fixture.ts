/**
 * Synthesizes an app with a queue, its dead-letter queue and a consumer. `/messages` sends the body of a POST,
 * and returns the numbers of messages for a GET.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  App,
  aws_apigateway,
  aws_lambda,
  aws_lambda_event_sources,
  aws_sqs,
  Duration,
  Stack,
} from 'aws-cdk-lib';

const HANDLER = `
const { SQSClient, SendMessageCommand, GetQueueAttributesCommand } = require(process.env.SDK);
const client = process.env.SDK && new SQSClient({ maxAttempts: 1 });
const count = async (QueueUrl) => {
  const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  return Number(Attributes.ApproximateNumberOfMessages) + Number(Attributes.ApproximateNumberOfMessagesNotVisible);
};
exports.send = async ({ httpMethod, body }) => {
  if (httpMethod === 'POST') {
    const QueueUrl = process.env.QUEUE;
    const { MessageId } = await client.send(new SendMessageCommand({ QueueUrl, MessageBody: body }));
    return { statusCode: 202, body: MessageId };
  }
  const counts = { queue: await count(process.env.QUEUE), deadLetters: await count(process.env.DEAD_LETTERS) };
  return { statusCode: 200, body: JSON.stringify(counts) };
};`;

const CONSUMER = `
exports.consume = async ({ Records }) => {
  console.log(JSON.stringify(Records));
  if (Records.some(({ body }) => body === 'throw')) throw new Error('the consumer failed');
  const failed = Records.filter(({ body }) => body === 'fail');
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
};`;

/** The changes of a fixture, each of which AWS or the local run refuses in a way of its own. */
export interface QueueFixture {
  /** Whether the consumer's role lacks the rights of the mapping. @default false */
  readonly withoutGrant?: boolean;
}

/** Writes the assembly and returns its folder. */
export function synthesizeQueueFixture(folder: string, { withoutGrant = false }: QueueFixture = {}): string {
  const code = (name: string, source: string) => {
    const path = join(folder, name);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'index.js'), source);
    return aws_lambda.Code.fromAsset(path);
  };
  const outdir = join(folder, withoutGrant ? 'cdk.out.denied' : 'cdk.out');
  const app = new App({ outdir, analyticsReporting: false, treeMetadata: false });
  const stack = new Stack(app, 'Queues');
  const deadLetters = new aws_sqs.Queue(stack, 'DeadLetters');
  const queue = new aws_sqs.Queue(stack, 'Queue', {
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: 2 },
    visibilityTimeout: Duration.seconds(60),
    enforceSSL: true,
  });
  const common = { runtime: aws_lambda.Runtime.NODEJS_22_X };
  const sender = new aws_lambda.Function(stack, 'Sender', {
    ...common,
    handler: 'index.send',
    code: code('sender', HANDLER),
    environment: {
      QUEUE: queue.queueUrl,
      DEAD_LETTERS: deadLetters.queueUrl,
      SDK: require.resolve('@aws-sdk/client-sqs'),
    },
  });
  queue.grant(sender, 'sqs:SendMessage', 'sqs:GetQueueAttributes');
  deadLetters.grant(sender, 'sqs:GetQueueAttributes');
  const consumer = new aws_lambda.Function(stack, 'Consumer', {
    ...common,
    handler: 'index.consume',
    code: code('consumer', CONSUMER),
  });
  if (withoutGrant) {
    new aws_lambda.CfnEventSourceMapping(stack, 'Mapping', {
      eventSourceArn: queue.queueArn,
      functionName: consumer.functionName,
    });
  } else {
    consumer.addEventSource(
      new aws_lambda_event_sources.SqsEventSource(queue, {
        reportBatchItemFailures: true,
        maxConcurrency: 2,
      }),
    );
  }
  const api = new aws_apigateway.RestApi(stack, 'Api');
  const messages = api.root.addResource('messages');
  const integration = new aws_apigateway.LambdaIntegration(sender);
  messages.addMethod('POST', integration);
  messages.addMethod('GET', integration);
  app.synth();
  return outdir;
}
