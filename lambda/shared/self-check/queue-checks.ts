/** Checks a function's permission on a queue with a message that its reader drops. */
import type { AwsClient } from '../aws/aws-client';
import type { Checks } from './run-checks';

/** The body of the message. SQS knows no dry run, so a reader drops this message without a trace. */
export const SELF_CHECK_MESSAGE = '{"selfCheck":true}';

/** Checks that the function can send a message. */
export function sendMessageCheck(sqs: AwsClient, queueUrl: string): Checks {
  const input = { QueueUrl: queueUrl, MessageBody: SELF_CHECK_MESSAGE };
  // without the account's id, which the URL holds
  const name = queueUrl.slice(queueUrl.lastIndexOf('/') + 1);
  return { [`sqs:SendMessage on ${name}`]: () => sqs.call('SendMessage', input) };
}
