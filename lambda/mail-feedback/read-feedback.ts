/** Reads the events that SES publishes on EventBridge for mails that come back. */
import { parseEmailAddress } from '../identity/accounts/identifiers/email-address';
import type { MailFeedback } from '../identity/email/feedback/mark-undeliverable';
import type { UndeliverableReason } from '../identity/email/feedback/undeliverable';
import { isUuid } from '../shared/uuid';

/**
 * Why an event is not a report. `foreign`: another sender's mail. `transient`: a later mail may arrive.
 * `not_spam`: the recipient or a server reports something else than an unwanted mail.
 */
export type UnreadReason = 'malformed' | 'foreign' | 'transient' | 'not_spam';

type Fields = Readonly<Record<string, unknown>>;

/** The kinds of events by their `detail-type`. */
const KINDS: ReadonlyMap<unknown, UndeliverableReason> = new Map([
  ['Email Bounced', 'bounce'],
  ['Email Complaint Received', 'complaint'],
]);

/** The reports of the Abuse Reporting Format that are not complaints (RFC 5965 section 7.3, RFC 6430, RFC 6591). */
const NO_COMPLAINTS: readonly unknown[] = ['not-spam', 'auth-failure'];

/**
 * Reads an event. Nothing of it is trusted: any service or account may put an event on a bus.
 *
 * The address is that of the mail's envelope. The recipients that a bounce lists are the words of the server
 * that refused it.
 *
 * @param configurationSets the names of the stage's configuration sets
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export function readFeedback(
  event: unknown,
  configurationSets: readonly string[],
): MailFeedback | UnreadReason {
  const { source, 'detail-type': type, time, detail } = fieldsOf(event);
  const reason = KINDS.get(type);
  if (source !== 'aws.ses' || reason === undefined) return 'foreign';
  const { mail, bounce, complaint } = fieldsOf(detail);
  const { tags, destination } = fieldsOf(mail);
  const set = onlyText(fieldsOf(tags)['ses:configuration-set']);
  if (set === undefined || !configurationSets.includes(set)) return 'foreign';
  const sub = onlyText(fieldsOf(tags).account);
  const address = parseEmailAddress(onlyText(destination) ?? '')?.normalised;
  const at = Date.parse(String(time));
  if (sub === undefined || !isUuid(sub) || address === undefined || Number.isNaN(at)) return 'malformed';
  const unread = reason === 'bounce' ? judgeBounce(fieldsOf(bounce)) : judgeComplaint(complaint);
  return unread ?? { sub, address, reason, at };
}

function judgeBounce({ bounceType }: Fields): UnreadReason | undefined {
  if (bounceType === 'Permanent') return undefined;
  return bounceType === 'Transient' || bounceType === 'Undetermined' ? 'transient' : 'malformed';
}

function judgeComplaint(complaint: unknown): UnreadReason | undefined {
  if (typeof complaint !== 'object' || complaint === null) return 'malformed';
  return NO_COMPLAINTS.includes(fieldsOf(complaint).complaintFeedbackType) ? 'not_spam' : undefined;
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** Returns the text of a list with one entry. A mail of ours has one recipient, and each tag has one value. */
function onlyText(list: unknown): string | undefined {
  const [text, ...rest]: readonly unknown[] = Array.isArray(list) ? list : [];
  return typeof text === 'string' && rest.length === 0 ? text : undefined;
}
