/** The values of mails, which take the place of placeholders. */
import type { RoughDevice } from '../../identity/email/notices/rough-device';
import type { MailKind } from '../../mail-templates/mail-template';

/** What every mail names. */
export interface CommonValues {
  /** The name of the service. */
  readonly service: string;
  /** The username of the account that asked for the mail. */
  readonly username: string;
}

/** The values of a mail with a code. */
export interface CodeValues extends CommonValues {
  /** The code, as it is shown. */
  readonly code: string;
  /** The URL of the page that takes the place of the code. */
  readonly link: string;
  /** When both expire, in epoch milliseconds. */
  readonly expiresAt: number;
}

/** The values of each kind of mail. That to an address of another account holds no code. */
export interface MailValues extends Record<MailKind, CommonValues> {
  readonly 'verify-email': CodeValues;
  readonly 'email-in-use': CommonValues;
  readonly 'reset-password': CodeValues;
}

/** The values of a notice. */
export interface NoticeValues extends CommonValues {
  /** When it happened, in epoch milliseconds. */
  readonly at: number;
  /** @default - a device that is not known */
  readonly device?: RoughDevice | undefined;
  /** Until when the operator can restore a former address, in epoch milliseconds. */
  readonly until: number;
}
