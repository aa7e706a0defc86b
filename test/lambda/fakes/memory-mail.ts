/** The codes and the queue of mails, in memory. */
import { createHash } from 'node:crypto';
import { createMailCodes, type MailCodes } from '../../../lambda/identity/email/mail-code';
import type { MailQueue } from '../../../lambda/identity/email/mail-queue';
import type { MailRequest } from '../../../lambda/identity/email/mail-request';

/** Creates codes whose MACs need no key. */
export function createFakeMailCodes(): MailCodes {
  const kms = {
    call: async (_operation: string, input: unknown) => {
      const { Message: message } = input as { readonly Message: string };
      return { Mac: createHash('sha256').update(message).digest('base64') };
    },
  };
  return createMailCodes(kms, 'a key');
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
