/** The events that SES publishes for a mail that comes back. */
import { randomUUID } from 'node:crypto';
import type { EventBridgeEvent } from '../events/event';
import type { MailResources } from '../template/mail/mail-resources';
import { listRecipients, type Mail, type MailAddress } from './mail';

/** What a recipient's server reports: it does not accept the mail, or the recipient marks it as spam. */
export type Feedback = 'bounce' | 'complaint';

/** Where and when an event is published. */
export interface EventPlace {
  readonly region: string;
  readonly accountId: string;
  readonly mail?: MailResources;
  /** Epoch milliseconds. */
  readonly now: number;
}

const DETAIL_TYPES = { bounce: 'Email Bounced', complaint: 'Email Complaint Received' } as const;

/**
 * Creates the event. A bounce is permanent, and concerns all recipients. The value of `resources` is a choice of
 * the local run.
 * @see https://docs.aws.amazon.com/ses/latest/dg/monitoring-eventbridge.html
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export function createFeedbackEvent(mail: Mail, feedback: Feedback, place: EventPlace): EventBridgeEvent {
  const { region, accountId, now } = place;
  const set = place.mail?.configurationSets.find(({ name }) => name === mail.configurationSet);
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': DETAIL_TYPES[feedback],
    source: 'aws.ses',
    account: accountId,
    time: `${toIso(now).slice(0, 19)}Z`,
    region,
    resources: set === undefined ? [] : [set.arn],
    detail: {
      eventType: feedback === 'bounce' ? 'Bounce' : 'Complaint',
      ...(feedback === 'bounce' ? describeBounce(mail, place) : describeComplaint(mail, place)),
      mail: describeMail(mail, accountId),
    },
  };
}

function describeBounce(mail: Mail, { now, region }: EventPlace) {
  return {
    bounce: {
      feedbackId: createFeedbackId(),
      bounceType: 'Permanent',
      bounceSubType: 'General',
      bouncedRecipients: listRecipients(mail).map((emailAddress) => ({
        emailAddress,
        action: 'failed',
        status: '5.1.1',
        diagnosticCode: 'smtp; 550 5.1.1 user unknown',
      })),
      timestamp: toIso(now),
      reportingMTA: `dns; a.smtp-out.${region}.amazonses.com`,
    },
  };
}

function describeComplaint(mail: Mail, { now }: EventPlace) {
  return {
    complaint: {
      feedbackId: createFeedbackId(),
      complaintSubType: null,
      complainedRecipients: listRecipients(mail).map((emailAddress) => ({ emailAddress })),
      timestamp: toIso(now),
      userAgent: 'Amazon SES Mailbox Simulator',
      complaintFeedbackType: 'abuse',
      arrivalDate: toIso(now),
    },
  };
}

function describeMail(mail: Mail, accountId: string) {
  const { from, to, cc, headers, subject, configurationSet } = mail;
  const date = headers.find(({ name }) => name.toLowerCase() === 'date')?.value;
  const tags = Object.entries(mail.tags).map(([name, value]) => [name, [value]] as const);
  return {
    timestamp: toIso(mail.sentAt),
    source: writeAddress(from),
    sourceArn: mail.identityArn,
    sendingAccountId: accountId,
    messageId: mail.id,
    destination: listRecipients(mail),
    headersTruncated: false,
    headers,
    commonHeaders: {
      from: [writeAddress(from)],
      ...(date !== undefined && { date }),
      to: to.map(writeAddress),
      ...(cc.length > 0 && { cc: cc.map(writeAddress) }),
      messageId: mail.id,
      subject,
    },
    tags: {
      'ses:operation': ['SendEmail'],
      ...(configurationSet !== undefined && { 'ses:configuration-set': [configurationSet] }),
      'ses:source-ip': ['127.0.0.1'],
      'ses:from-domain': [from.address.slice(from.address.lastIndexOf('@') + 1)],
      ...Object.fromEntries(tags),
    },
  };
}

function writeAddress({ address, displayName }: MailAddress): string {
  return displayName === undefined ? address : `${displayName} <${address}>`;
}

function createFeedbackId(): string {
  return `${randomUUID()}-000000`;
}

function toIso(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
