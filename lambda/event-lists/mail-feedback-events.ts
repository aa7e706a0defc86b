/** The log events of the function `mail-feedback`. Part of the list in events.ts, which checks their form. */
export const mailFeedbackEvents = {
  email_undeliverable: { level: 'WARN', fields: ['reason', 'sub'], audited: true, metric: true },
  pending_email_undeliverable: { level: 'WARN', fields: ['reason', 'sub'], audited: true, metric: false },
  mail_feedback_ignored: { level: 'INFO', fields: ['reason', 'sub?'], audited: false, metric: true },
} as const;
