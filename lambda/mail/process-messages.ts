/** Processes a batch of messages of the queue of mails. */
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { parseMailRequest } from '../identity/email/mail-request';
import { describeError } from '../shared/describe-error';
import type { Log } from '../shared/log';
import { publishFailure } from '../shared/publish-failure';
import { SELF_CHECK_MESSAGE } from '../shared/self-check/queue-checks';
import type { DeliverMail } from './deliver-mail';

/** The dependencies of the handler. */
export interface ProcessMessagesDependencies {
  readonly deliver: DeliverMail;
  readonly log: Log<'mail_discarded' | 'mail_failed'>;
}

/** The handler of a batch. */
export type MessagesHandler = (event: Pick<SQSEvent, 'Records'>) => Promise<SQSBatchResponse>;

/**
 * Creates the handler. It reports the messages that failed. SQS delivers only these again, and at last moves
 * them to the dead-letter queue.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
export function processMessages({ deliver, log }: ProcessMessagesDependencies): MessagesHandler {
  /** Returns whether the message needs no further delivery. */
  async function process({ body }: SQSRecord): Promise<boolean> {
    if (body === SELF_CHECK_MESSAGE) return true;
    const request = parseMailRequest(body);
    if (!request) {
      log('mail_discarded', { reason: 'malformed' });
      return true;
    }
    try {
      await deliver(request);
      return true;
    } catch (error) {
      publishFailure(error);
      log('mail_failed', { error: describeError(error), kind: request.kind, sub: request.sub });
      return false;
    }
  }

  return async ({ Records: records }) => {
    // At once: one mail that waits for a service delays no other.
    const done = await Promise.all(records.map(process));
    const failed = records.filter((_, index) => !done[index]);
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
}
