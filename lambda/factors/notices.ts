/** Sends the notices of a request. A file on demand, next to the bundle. */
import { createHash } from 'node:crypto';
import { emailEvents } from '../events';
import { createSqsMailQueue } from '../identity/email/mail-queue';
import type { SendNoticesDependencies } from '../identity/email/notices/send-notices';
import { sendRequestNotices } from '../identity/email/notices/send-request-notices';
import type { AwsClient } from '../shared/aws/aws-client';
import { InternalError } from '../shared/errors';
import { createLog } from '../shared/log';

/** What the notices take over from the bundle: its settings, clients and stores. */
export interface NoticesContext
  extends Pick<SendNoticesDependencies, 'accounts' | 'sourceRateLimits' | 'now'> {
  /** The client of the queue. */
  readonly sqs: AwsClient;
  readonly mailQueueUrl: string;
}

/** Creates the function that sends the notices of a request. It never fails. */
export function createNotices(context: NoticesContext) {
  return sendRequestNotices({
    ...context,
    mailQueue: createSqsMailQueue(context.sqs, context.mailQueueUrl),
    // The names contain only the kind and the random id of an account, which no list of guesses holds: the digest
    // needs no key, and this function gets no right to use the one of usernames.
    hashName: async (name) => createHash('sha256').update(name).digest('base64url'),
    seal: {
      async seal() {
        throw new InternalError('The notices of factors go to the address in use');
      },
    },
    log: createLog(emailEvents),
  });
}
