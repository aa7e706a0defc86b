/** Marks the address of an account whose mails come back. */
import type { Log } from '../../../shared/log';
import type { UndeliverableReason } from './undeliverable';
import type { UndeliverableEmails } from './undeliverable-emails';

/** A report that a mail came back permanently, or that its recipient does not want it. */
export interface MailFeedback {
  /** The account that the mail was for. */
  readonly sub: string;
  /** The normalized address that the mail went to. */
  readonly address: string;
  readonly reason: UndeliverableReason;
  /** When SES reported it, in epoch milliseconds. */
  readonly at: number;
}

/** The dependencies of the operation. */
export interface MarkUndeliverableDependencies {
  readonly emails: Pick<UndeliverableEmails, 'find' | 'mark'>;
  readonly log: Log<'email_undeliverable' | 'pending_email_undeliverable' | 'mail_feedback_ignored'>;
}

/** Why a report changes nothing. `outdated`: the address was verified, replaced or marked in the meantime. */
type IgnoredReason = 'no_account' | 'other_address' | 'outdated' | 'marked';

/** EventBridge states times in whole seconds, rounded down. */
const TIME_STEP_MS = 1_000;

/**
 * Returns the operation, which may be repeated. It marks the address in use. A mail to any other address, such as
 * a former one of the account, changes nothing. Nor does a report from before the latest verification, which
 * proves that mails arrive.
 *
 * A pending address stays pending, and the report is logged. The user would otherwise see that a mail came back.
 * No mail goes to an address that another account has and that is marked: it would stay pending, unlike a free one.
 */
export function markUndeliverable({
  emails,
  log,
}: MarkUndeliverableDependencies): (feedback: MailFeedback) => Promise<void> {
  const ignore = (sub: string, reason: IgnoredReason) => log('mail_feedback_ignored', { reason, sub });

  return async ({ sub, address, reason, at }) => {
    const found = await emails.find({ sub });
    if (!found) return ignore(sub, 'no_account');
    const { email, pendingEmail } = found;
    const isInUse = email?.address === address;
    const isPending = pendingEmail?.address === address;
    if (isPending) log('pending_email_undeliverable', { reason, sub });
    if (!isInUse) return isPending ? undefined : ignore(sub, 'other_address');
    if (email.undeliverable) return ignore(sub, 'marked');
    const isOutdated = email.verifiedAt >= at + TIME_STEP_MS;
    if (isOutdated || !(await emails.mark({ sub }, email, { reason, at }))) return ignore(sub, 'outdated');
    log('email_undeliverable', { reason, sub });
  };
}
