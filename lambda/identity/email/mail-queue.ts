/** The queue of mails. The request that causes a mail only puts a message into it. */
import { isAwsCallError } from '../../shared/aws/aws-call-error';
import type { AwsClient } from '../../shared/aws/aws-client';
import { callOrUnavailable } from '../../shared/aws/call-or-unavailable';
import { DependencyUnavailableError } from '../../shared/errors';
import { formatMailRequest, type MailRequest } from './mail-request';

/** Takes requests for mails. */
export interface MailQueue {
  /**
   * Puts a request into the queue. After an error it may be in the queue or not.
   * @throws DependencyUnavailableError; other errors of the call unchanged
   */
  enqueue(request: MailRequest): Promise<void>;
}

/** SQS's own names for throttling, which no other service has. */
const THROTTLED = ['RequestThrottled', 'KmsThrottled'];

/**
 * Creates the queue in SQS. The client may send a message twice after a lost response, as SQS may deliver one
 * twice: the mail is then sent again, with the same code.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export function createSqsMailQueue(sqs: AwsClient, queueUrl: string): MailQueue {
  return {
    async enqueue(request) {
      await callOrUnavailable(
        sqs.call('SendMessage', { QueueUrl: queueUrl, MessageBody: formatMailRequest(request) }),
      ).catch((error) => {
        if (!isAwsCallError(error) || !THROTTLED.includes(error.reason)) throw error;
        throw new DependencyUnavailableError('SQS throttles', { cause: error });
      });
    },
  };
}
