/** The codes and the queue of mails, in memory. */
import { createHash } from 'node:crypto';
import { createMailCodes, type MailCodes } from '../../../lambda/identity/email/mail-code';
import type { MailQueue } from '../../../lambda/identity/email/mail-queue';
import type { MailRequest } from '../../../lambda/identity/email/mail-request';
import type { AwsClient } from '../../../lambda/shared/aws/aws-client';

/** Creates MACs without a key. */
export const fakeKms: AwsClient = {
  call: async (_operation: string, input: unknown) => {
    const { Message: message } = input as { readonly Message: string };
    return { Mac: createHash('sha256').update(message).digest('base64') };
  },
};

/** Creates codes whose MACs need no key. */
export function createFakeMailCodes(): MailCodes {
  return createMailCodes(fakeKms, 'a key');
}

/** Creates an empty queue. */
export function createMemoryMailQueue(): MailQueue & { readonly requests: MailRequest[] } {
  const requests: MailRequest[] = [];
  return {
    requests,
    async enqueue(request) {
      requests.push(request);
    },
  };
}
