/** Sends the mail that a request asks for, if the request is still that of its account. */

import type { PendingEmail } from '../identity/email/account-email';
import type { MailCodes } from '../identity/email/mail-code';
import type { MailRequest } from '../identity/email/mail-request';
import { isAwsCallError } from '../shared/aws/aws-call-error';
import { describeError } from '../shared/describe-error';
import type { Log } from '../shared/log';
import { publishFailure } from '../shared/publish-failure';
import type { Recipient, Recipients } from './recipients';
import { renderEmailInUse, renderVerifyEmail } from './render/render-mail';
import type { Mail } from './send-email-input';

/** The dependencies of a delivery. */
export interface DeliverMailDependencies {
  readonly recipients: Recipients;
  readonly codes: Pick<MailCodes, 'derive'>;
  /** Sends a mail, and returns SES's id of it. */
  readonly send: (mail: Mail) => Promise<string>;
  readonly log: Log<'mail_sent' | 'mail_discarded' | 'mail_refused'>;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  /** The name of the service. */
  readonly service: string;
}

/** Sends the mail of a request. */
export type DeliverMail = (request: MailRequest) => Promise<void>;

/** An account's username, and the address that it asked to use. */
interface PendingRecipient extends Pick<Recipient, 'username'> {
  readonly pending: PendingEmail;
}

/**
 * Why a mail is not sent. `superseded`: the address was verified, removed or replaced. `undeliverable`: mails to
 * the address come back, or its owner reported one as spam.
 */
type DiscardReason = 'expired' | 'no_account' | 'not_active' | 'superseded' | 'revoked' | 'undeliverable';

/**
 * Creates the delivery. A request may be delivered twice: the second mail holds the same code. The returned
 * function throws when a later delivery may succeed. It logs any other refusal of SES, and discards the mail.
 */
export function deliverMail(deps: DeliverMailDependencies): DeliverMail {
  const { recipients, codes, send, log, now, service } = deps;

  async function createMail(
    { sub, language, challenge, generation }: MailRequest,
    { username, pending: { address, shown: to, expiresAt } }: PendingRecipient,
  ): Promise<Mail | DiscardReason> {
    // Both in any case: the work for a taken address differs only by one read of the table.
    const [owner, code] = await Promise.all([
      recipients.findOtherOwner(address, sub),
      codes.derive({ purpose: 'verify-email', challenge, generation }),
    ]);
    const envelope = { to, account: sub };
    if (owner) {
      if (owner.undeliverable) return 'undeliverable';
      return { ...envelope, kind: 'email-in-use', ...renderEmailInUse(language, { service, username }) };
    }
    // Also to the account's own address if it is marked: only a new verification shows that mails arrive again.
    const values = { service, username, code, expiresAt };
    return { ...envelope, kind: 'verify-email', ...renderVerifyEmail(language, values) };
  }

  /** Finds the pending address that a request is for, or the reason why it is no longer pending. */
  async function findPending({
    sub,
    challenge,
    generation,
    expiresAt,
  }: MailRequest): Promise<DiscardReason | PendingRecipient> {
    if (expiresAt <= now()) return 'expired';
    const recipient = await recipients.find(sub);
    if (!recipient) return 'no_account';
    const { state, username, securityVersion, pendingEmail: pending } = recipient;
    if (state !== 'ACTIVE') return 'not_active';
    if (pending?.challenge !== challenge || pending.generation !== generation) return 'superseded';
    if (pending.securityVersion !== securityVersion) return 'revoked';
    return pending.expiresAt > now() ? { username, pending } : 'expired';
  }

  return async (request) => {
    const { kind, sub } = request;
    const discard = (reason: DiscardReason) => log('mail_discarded', { reason, kind, sub });
    const found = await findPending(request);
    if (typeof found === 'string') return discard(found);
    const mail = await createMail(request, found);
    if (typeof mail === 'string') return discard(mail);
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
