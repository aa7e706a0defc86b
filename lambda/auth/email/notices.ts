/** Sends the notices of a request. A file on demand, next to the bundle. */
import { emailEvents } from '../../events';
import { createSqsMailQueue } from '../../identity/email/mail-queue';
import { createAddressSeal } from '../../identity/email/notices/address-seal';
import type { SendNoticesDependencies } from '../../identity/email/notices/send-notices';
import { sendRequestNotices } from '../../identity/email/notices/send-request-notices';
import type { AwsClient } from '../../shared/aws/aws-client';
import * as awsServices from '../../shared/aws/aws-services';
import { createLog } from '../../shared/log';

/** What the notices take over from the bundle: its settings, clients and stores. */
export interface NoticesContext
  extends Pick<SendNoticesDependencies, 'accounts' | 'sourceRateLimits' | 'hashName' | 'now'> {
  readonly kms: AwsClient;
  /** Creates the client of another service. */
  readonly createClient: (service: awsServices.JsonService) => AwsClient;
  readonly mailQueueUrl: string;
  readonly mailKey: string;
}

/** Creates the function that sends the notices of a request. It never fails. */
export function createNotices(context: NoticesContext) {
  const { kms, createClient, mailQueueUrl, mailKey } = context;
  return sendRequestNotices({
    ...context,
    mailQueue: createSqsMailQueue(createClient(awsServices.sqs), mailQueueUrl),
    seal: createAddressSeal(kms, mailKey),
    log: createLog(emailEvents),
  });
}
