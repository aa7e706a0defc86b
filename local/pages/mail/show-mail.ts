/** Shows mails as JSON, for tests. */
import { findCodeAndLink } from '../../mail/find-code-and-link';
import { listRecipients, type Mail } from '../../mail/mail';

/** A mail as clients see it. */
export interface ShownMail {
  readonly id: string;
  /** The addresses of the header `To`, separated by commas. */
  readonly to: string;
  /** The value of the tag `kind`. @default - the mail has no such tag */
  readonly kind?: string;
  readonly subject: string;
  readonly text?: string;
  readonly html?: string;
  /** @default - the text has no line that is only a code */
  readonly code?: string;
  /** @default - the text has no link */
  readonly link?: string;
  /** Such as `2027-01-01T00:00:00.000Z`. */
  readonly sentAt: string;
}

/** Returns a mail as clients see it. Members without a value are left out. */
export function showMail({ id, to, tags, subject, text, html, sentAt }: Mail): ShownMail {
  return {
    id,
    to: to.map(({ address }) => address).join(', '),
    ...(tags.kind !== undefined && { kind: tags.kind }),
    subject,
    ...(text !== undefined && { text }),
    ...(html !== undefined && { html }),
    ...findCodeAndLink(text),
    sentAt: new Date(sentAt).toISOString(),
  };
}

/** Whether an address is one of a mail's recipients. Case does not matter. */
export function isSentTo(mail: Mail, address: string): boolean {
  return listRecipients(mail).some((recipient) => recipient.toLowerCase() === address.toLowerCase());
}
