/** Events as SES publishes them, with the fields of https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html */

export const SUB = '0190aaaa-0000-7000-8000-000000000001';
export const SET = 'mails';

interface Changes {
  readonly event?: object;
  readonly mail?: object;
  readonly tags?: object;
  readonly report?: object;
}

function createEvent(changes: Changes, detailType: string, eventType: string, report: object) {
  return {
    version: '0',
    id: '12a18625-3fcc-6d0f-8b6d-0d5f6b2c5e5b',
    'detail-type': detailType,
    source: 'aws.ses',
    account: '111122223333',
    time: '2027-01-01T00:00:00Z',
    region: 'eu-west-1',
    resources: ['arn:aws:ses:eu-west-1:111122223333:configuration-set/mails'],
    detail: {
      eventType,
      mail: {
        timestamp: '2026-12-31T23:59:59.000Z',
        source: 'Latchkey <no-reply@example.com>',
        messageId: 'message-1',
        destination: ['Ada@Example.org'],
        headersTruncated: false,
        headers: [{ name: 'Subject', value: 'Verify your e-mail address' }],
        tags: {
          'ses:configuration-set': [SET],
          'ses:from-domain': ['example.com'],
          kind: ['verify-email'],
          account: [SUB],
          ...changes.tags,
        },
        ...changes.mail,
      },
      ...report,
    },
    ...changes.event,
  };
}

/** Creates the event of a bounce, which is permanent by default. */
export function createBounce(changes: Changes = {}) {
  const bounce = {
    feedbackId: 'feedback-1',
    bounceType: 'Permanent',
    bounceSubType: 'General',
    bouncedRecipients: [{ emailAddress: 'ada@example.org', action: 'failed', status: '5.1.1' }],
    timestamp: '2026-12-31T23:59:59.000Z',
    ...changes.report,
  };
  return createEvent(changes, 'Email Bounced', 'Bounce', { bounce });
}

/** Creates the event of a complaint. */
export function createComplaint(changes: Changes = {}) {
  const complaint = {
    feedbackId: 'feedback-1',
    complaintSubType: null,
    complainedRecipients: [{ emailAddress: 'ada@example.org' }],
    complaintFeedbackType: 'abuse',
    timestamp: '2026-12-31T23:59:59.000Z',
    ...changes.report,
  };
  return createEvent(changes, 'Email Complaint Received', 'Complaint', { complaint });
}
