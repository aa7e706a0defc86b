/** Sends the notices of a request once its response is certain. */
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { chooseMailLanguage } from '../mail-language';
import type { DueNotice } from './notify';
import { toRoughDevice } from './rough-device';
import { type SendNoticesDependencies, sendNotices } from './send-notices';

/** The request that has made notices due. */
export type NoticedEvent = Pick<APIGatewayProxyEvent, 'headers' | 'requestContext'>;

/** Time for the calls of one notice, each of which ends by itself, in milliseconds. */
const RESERVE_MS = 4_500;

/** Returns the function that sends the notices of a request. It never fails. */
export function sendRequestNotices(
  deps: SendNoticesDependencies,
): (
  due: readonly DueNotice[],
  event: NoticedEvent,
  deadline?: { getRemainingTimeInMillis(): number },
) => Promise<void> {
  const { log } = deps;
  const send = sendNotices(deps);
  return async (due, { headers, requestContext: { requestId } }, deadline) => {
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
