/** Makes mails for tests. */
import type { Mail } from '../../../local/mail/mail';

/** Returns a mail, with changes. */
export function makeMail(change: Partial<Mail> = {}): Mail {
  return {
    id: 'mail-1',
    from: { address: 'hello@example.com', displayName: 'Example' },
    to: [{ address: 'ann@example.org' }],
    cc: [],
    bcc: [],
    subject: 'Your code',
    text: 'Hello\n\nK7QM-2XPD\n\nhttps://example.com/verify#secret',
    html: '<p>Hello</p>',
    headers: [
      { name: 'Subject', value: 'Your code' },
      { name: 'Date', value: 'Fri, 01 Jan 2027 00:00:00 +0000' },
    ],
    source: 'Subject: Your code\r\n\r\nHello',
    tags: { kind: 'verification' },
    identityArn: 'arn:aws:ses:eu-west-1:123456789012:identity/example.com',
    configurationSet: 'mail',
    sentAt: Date.UTC(2027, 0, 1),
    ...change,
  };
}
