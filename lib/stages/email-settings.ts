/** The settings of a stage that sends e-mail. */
import { defaultNotices, type NoticeKind, noticeKinds } from '../../lambda/notice-kinds';
import type { MailLookSettings, MailTextsByLanguage } from './mail-design-settings';

/** The sender of a stage's mails, in Amazon SES. */
export interface EmailSettings {
  /** The sender, such as `Example <no-reply@example.com>`. Put a name with other characters than letters and digits in quotes. */
  readonly from: string;
  /**
   * The SES identity of the address or of its domain, such as `arn:aws:ses:eu-central-1:111122223333:identity/example.com`. It is
   * in the region of the stack.
   */
  readonly identityArn: string;
  /**
   * The mailbox that receives replies.
   * @default - replies go to the sender
   */
  readonly replyTo?: string;
  /**
   * Your SES configuration set for the mails, in the region of the stack. Bounces and complaints reach the stack only if the set sends
   * them to EventBridge: docs/how-to/send-email.md.
   * @default - the stack creates a configuration set
   */
  readonly configurationSetName?: string;
  /**
   * The changes of an account of which its user receives a notice, at its verified address: `'all'`, `'none'`, or a list of
   * `'password-changed'`, `'password-reset'`, `'email-change-requested'`, `'email-changed'`, `'session-reused'`, `'account-deleted'`,
   * `'new-device'`, `'factor-added'`, `'factor-removed'`, `'recovery-codes-replaced'`, `'factors-reset-requested'`,
   * `'password-known'`, `'passkey-added'` and `'passkey-removed'`. `users:reset-factors` always sends its notice.
   * @default - all but `'new-device'`
   */
  readonly notices?: 'all' | 'none' | readonly NoticeKind[];
  /**
   * Whether `POST /users` takes an e-mail address. The address waits for its code.
   * @default - `required` with `policy: 'required'`, and `optional` otherwise
   */
  readonly signUp?: 'optional' | 'required' | 'refused';
  /**
   * `required`: an account may do little before its address is verified, and is removed after 7 days without a sign-in if it never
   * was. In `alsoGrant`: tokens say in advance which accounts have a verified address.
   * @default optional
   */
  readonly policy?: 'optional' | 'required';
  /**
   * The URL in front of `/verify-email` and of `/reset-password`, where the links in mails lead, such as
   * `https://app.example.com/account`. It begins with `https://`, or with `http://localhost` in a stage that runs locally, and has
   * neither query nor fragment.
   * @default - the URL of the API, which has a minimal page for each
   */
  readonly linkBase?: string;
  /**
   * Templates that replace built-in ones, by language and kind: docs/how-to/send-email.md#change-texts-and-look.
   * @default - the built-in texts
   */
  readonly texts?: MailTextsByLanguage;
  /**
   * The colors, the logo and the layout of mails: docs/how-to/send-email.md#change-texts-and-look.
   * @default - the built-in look
   */
  readonly look?: MailLookSettings;
}

/** What changes the texts and the look of mails. */
export type MailDesignSettings = Pick<EmailSettings, 'texts' | 'look'>;

/** The settings of one stage's e-mail, as its author writes them. */
export interface EmailOptions {
  /**
   * Lets users add an e-mail address to their account, verify it by a code, and sign in with it: docs/how-to/send-email.md.
   * @default - the stage sends no mails, and accounts have no address
   */
  readonly email?: EmailSettings | undefined;
}

/** The settings that determine which senders a stage needs. */
export interface SenderSettings extends EmailOptions {
  readonly alsoGrant: EmailOptions;
}

/** Returns how a sign-up treats an address; undefined in a stage without e-mail. */
export function signUpEmailOf({ email }: EmailOptions): EmailSettings['signUp'] {
  return email && (email.signUp ?? (email.policy === 'required' ? 'required' : 'optional'));
}

/** Returns the senders that a stage may use: first its own, then the one in `alsoGrant`. */
export function listSenders({ email, alsoGrant }: SenderSettings): readonly EmailSettings[] {
  return [email, alsoGrant.email].filter((sender) => sender !== undefined);
}

/** Returns the kinds of notices that a stage sends. */
export function listNotices(email: Pick<EmailSettings, 'notices'> | undefined): readonly NoticeKind[] {
  const notices = email?.notices ?? defaultNotices;
  if (notices === 'none') return [];
  return notices === 'all' ? noticeKinds : noticeKinds.filter((kind) => notices.includes(kind));
}
