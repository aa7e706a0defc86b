/** The templates of mails: their languages and kinds. Pure data, like routes.ts. */
import type { NoticeKind } from '../notice-kinds';

/** The languages of mails. */
export const mailLanguages = ['en', 'de'] as const;

/** A language of mails. */
export type MailLanguage = (typeof mailLanguages)[number];

/** A mail that is not a notice, and that every stage with e-mail sends. */
export type MailKind = 'verify-email' | 'email-in-use' | 'reset-password';

/** What a template is for. No name of a notice is that of another mail. */
export type MailTemplateKind = MailKind | 'confirm-enrolment' | NoticeKind;

/** The subject and the paragraphs of a mail, in plain text with placeholders such as `{service}`. */
export interface MailTemplate {
  readonly subject: string;
  /** `{code}` and `{link}` are paragraphs of their own. */
  readonly paragraphs: readonly string[];
  /** What following the link does, as the text of a button. @default - the mail has no link */
  readonly button?: string;
}
