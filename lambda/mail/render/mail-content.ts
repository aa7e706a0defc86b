/** The content of a mail, in plain text: both of its parts are rendered from it. */

import type { RoughDevice } from '../../identity/email/notices/rough-device';
import type { NoticeKind } from '../../notice-kinds';

/** A link of a mail. Its URL is on a line of its own. */
export interface LinkBlock {
  readonly link: string;
  /** What following the link does, as the text of a button. */
  readonly label: string;
}

/** A paragraph, a code on a line of its own, or a link. */
export type MailBlock = string | { readonly code: string } | LinkBlock;

/** A subject and the blocks below it. No text holds markup. */
export interface MailContent {
  readonly subject: string;
  readonly blocks: readonly MailBlock[];
}

/** What every mail names. */
interface CommonValues {
  /** The name of the service. */
  readonly service: string;
  /** The username of the account that asked for the mail. */
  readonly username: string;
}

/** The values of a mail that verifies an address. */
export interface VerifyEmailValues extends CommonValues {
  /** The code, as it is shown. */
  readonly code: string;
  /** The URL of the page that takes the place of the code. */
  readonly link: string;
  /** When both expire, in epoch milliseconds. */
  readonly expiresAt: number;
}

/** The values of a mail that resets a password. */
export type ResetPasswordValues = VerifyEmailValues;

/** The values of a mail to an address that another account has. */
export type EmailInUseValues = CommonValues;

/** The values of a notice. */
export interface NoticeValues extends CommonValues {
  /** When it happened, in epoch milliseconds. */
  readonly at: number;
  /** @default - a device that is not known */
  readonly device?: RoughDevice | undefined;
  /** Until when the operator can restore a former address, in epoch milliseconds. */
  readonly until: number;
}

/** The notices of one language. */
export type NoticeTexts = Readonly<Record<NoticeKind, (values: NoticeValues) => MailContent>>;

/** The mails of one language. */
export interface MailTexts {
  verifyEmail(values: VerifyEmailValues): MailContent;
  emailInUse(values: EmailInUseValues): MailContent;
  resetPassword(values: ResetPasswordValues): MailContent;
}
