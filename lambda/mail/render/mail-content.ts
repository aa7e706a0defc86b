/** The content of a mail, in plain text: both of its parts are rendered from it. */

import type { RoughDevice } from '../../identity/email/notices/rough-device';
import type { NoticeKind } from '../../notice-kinds';

/** A paragraph, or a code on a line of its own. */
export type MailBlock = string | { readonly code: string };

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
  /** When the code expires, in epoch milliseconds. */
  readonly expiresAt: number;
}

/** The values of a mail that resets a password. */
export interface ResetPasswordValues extends VerifyEmailValues {
  /** The link that opens the page of the reset. @default - the stage has no base of links */
  readonly link?: string | undefined;
}

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
