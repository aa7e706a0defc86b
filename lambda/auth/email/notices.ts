/** Sends the notices of a request. A file on demand, next to the bundle. */
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { emailEvents } from '../../events';
import { chooseMailLanguage } from '../../identity/email/mail-language';
import { createSqsMailQueue } from '../../identity/email/mail-queue';
import { createAddressSeal } from '../../identity/email/notices/address-seal';
import type { DueNotice } from '../../identity/email/notices/notify';
import { toRoughDevice } from '../../identity/email/notices/rough-device';
import { type SendNoticesDependencies, sendNotices } from '../../identity/email/notices/send-notices';
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

type NoticedEvent = Pick<APIGatewayProxyEvent, 'headers' | 'requestContext'>;

/** Time for the calls of one notice, each of which ends by itself, in milliseconds. */
const RESERVE_MS = 4_500;

/** Creates the function that sends the notices of a request. It never fails. */
export function createNotices(context: NoticesContext) {
  const { kms, createClient, mailQueueUrl, mailKey } = context;
  const log = createLog(emailEvents);
  const sqs = createClient(awsServices.sqs);
  const send = sendNotices({
    ...context,
    mailQueue: createSqsMailQueue(sqs, mailQueueUrl),
    seal: createAddressSeal(kms, mailKey),
    log,
  });
  return async (
    due: readonly DueNotice[],
    { headers, requestContext: { requestId } }: NoticedEvent,
    deadline?: { getRemainingTimeInMillis(): number },
  ): Promise<void> => {
    if (deadline && deadline.getRemainingTimeInMillis() < RESERVE_MS) {
      // the response of the operation comes first
      const error = { name: 'NoTimeLeft' };
      for (const { notice, account } of due) {
        log('notice_failed', { kind: notice, sub: account.sub, error });
      }
      return;
    }
    const headerOf = (name: string) =>
      Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
    await send(due, {
      requestId,
      language: chooseMailLanguage(headerOf('accept-language')),
      device: toRoughDevice(headerOf('user-agent')),
    });
  };
}
