/** Sends the mail that a request asks for, if the request is still valid. */
import type { MailRequest } from '../identity/email/mail-request';
import { isAwsCallError } from '../shared/aws/aws-call-error';
import { describeError } from '../shared/describe-error';
import type { Log } from '../shared/log';
import { publishFailure } from '../shared/publish-failure';
import type { Composer, Composers } from './compose/composer';
import type { Mail } from './send-email-input';

/** The dependencies of a delivery. */
export interface DeliverMailDependencies {
  readonly composers: Composers;
  /** Sends a mail, and returns SES's id of it. */
  readonly send: (mail: Mail) => Promise<string>;
  readonly log: Log<'mail_sent' | 'mail_discarded' | 'mail_refused'>;
}

/** Sends the mail of a request. */
export type DeliverMail = (request: MailRequest) => Promise<void>;

/**
 * Creates the delivery. A request may be delivered twice: the second mail holds the same code. The returned
 * function throws when a later delivery may succeed. It logs any other refusal of SES, and discards the mail.
 */
export function deliverMail({ composers, send, log }: DeliverMailDependencies): DeliverMail {
  return async (request) => {
    const { kind, sub } = request;
    // the table has the composer of the request's own kind
    const compose = composers[kind] as Composer<typeof kind>;
    const mail = await compose(request);
    if (typeof mail === 'string') return log('mail_discarded', { reason: mail, kind, sub });
    try {
      const messageId = await send(mail);
      log('mail_sent', { kind: mail.kind, sub, messageId });
    } catch (error) {
      if (!isAwsCallError(error) || error.transient) throw error;
      publishFailure(error);
      log('mail_refused', { kind: mail.kind, sub, error: describeError(error) });
    }
  };
}
