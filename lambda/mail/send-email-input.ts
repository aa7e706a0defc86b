/** Builds the input of SES's `SendEmail`. */
import type { MailAttachment } from '../mail-templates/mail-design';
import { InternalError } from '../shared/errors';
import type { RenderedMail } from './render/render-template';

/** Who sends the mails of a stage. */
export interface MailSender {
  /** `a@b.example`, or `Name <a@b.example>`, as it is in the header. */
  readonly from: string;
  /** The mailbox that receives replies, in the same form. Empty for the sender's. */
  readonly replyTo: string;
  /** The ARN of the SES identity that sends. */
  readonly identityArn: string;
  /** The name of the SES configuration set. Empty for none. */
  readonly configurationSet: string;
  /** The images that the mails show. @default - none */
  readonly attachments?: readonly MailAttachment[];
}

/** A mail to one address. */
export interface Mail extends RenderedMail {
  readonly to: string;
  /** The kind of the mail, by which SES's events can be counted. */
  readonly kind: string;
  /** The id of the account that it is for, by which SES's events find the account. */
  readonly account: string;
}

/** One address without a name: no character that could add a recipient or a comment (RFC 5322 section 3.4). */
const ADDRESS = /^[^\s@,;:<>()[\]\\"]+@[^\s@,;:<>()[\]\\"]+$/;

/** The values of tags that SES accepts. */
const TAG = /^[A-Za-z0-9_-]{1,256}$/;

/** Control characters, and what some readers take for the end of a line. */
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/**
 * Builds the input of `SendEmail`. SES makes the headers of its values.
 * @throws InternalError when a value could end its header, or when `to` is not one address
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
 */
export function toSendEmailInput(
  mail: Mail,
  { from, replyTo, identityArn, configurationSet, attachments = [] }: MailSender,
) {
  if (!ADDRESS.test(mail.to)) throw new InternalError('A mail must go to one address');
  return {
    FromEmailAddress: header(from),
    // Of the identities that cover the sender, SES then uses the one that the role may use.
    FromEmailAddressIdentityArn: identityArn,
    Destination: { ToAddresses: [header(mail.to)] },
    ...(replyTo !== '' && { ReplyToAddresses: [header(replyTo)] }),
    Content: {
      Simple: {
        Subject: utf8(header(mail.subject)),
        Body: { Text: utf8(mail.text), Html: utf8(mail.html) },
        // So that no responder answers (RFC 3834 section 5).
        Headers: [{ Name: 'Auto-Submitted', Value: 'auto-generated' }],
        ...(attachments.length > 0 && { Attachments: attachments }),
      },
    },
    EmailTags: [tag('kind', mail.kind), tag('account', mail.account)],
    ...(configurationSet !== '' && { ConfigurationSetName: configurationSet }),
  };
}

function header(value: string): string {
  if (CONTROL.test(value)) throw new InternalError('A header of a mail holds a control character');
  return value;
}

/**
 * Returns a tag, which SES's events hold.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageTag.html
 */
function tag(name: string, value: string) {
  if (!TAG.test(value)) throw new InternalError(`The tag ${name} of a mail has a character that SES refuses`);
  return { Name: name, Value: value };
}

const utf8 = (text: string) => ({ Data: text, Charset: 'UTF-8' });
