/** A mail that the local SES has accepted. */
import type { MailAttachment } from './attachment';

/** An address with its display name. */
export interface MailAddress {
  /** The address without its display name, such as `ann@example.com`. */
  readonly address: string;
  /** The display name without its quotes. @default - none */
  readonly displayName?: string;
}

/** A header. */
export interface MailHeader {
  readonly name: string;
  readonly value: string;
}

/** A mail. */
export interface Mail {
  /** The message id, as SES returns it. */
  readonly id: string;
  readonly from: MailAddress;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly bcc: readonly MailAddress[];
  readonly subject: string;
  /** @default - the mail has no text */
  readonly text?: string;
  /** @default - the mail has no HTML */
  readonly html?: string;
  /** The files of a mail that SES wrote. @default - none */
  readonly attachments?: readonly MailAttachment[];
  /** The headers of the source in their order. Their encoded words are not decoded. */
  readonly headers: readonly MailHeader[];
  /** The whole message (RFC 5322). */
  readonly source: string;
  /** The `EmailTags` of the call, by name. */
  readonly tags: Readonly<Record<string, string>>;
  /** The ARN of the identity that sent it. */
  readonly identityArn: string;
  /** The name of its configuration set. @default - none */
  readonly configurationSet?: string;
  /** Epoch milliseconds of the clock of the run. */
  readonly sentAt: number;
}

/** Returns the addresses of all recipients of a mail, including those of `Cc` and `Bcc`. */
export function listRecipients({ to, cc, bcc }: Pick<Mail, 'to' | 'cc' | 'bcc'>): readonly string[] {
  return [...to, ...cc, ...bcc].map(({ address }) => address);
}
