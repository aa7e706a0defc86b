/** The settings of a stage that sends e-mail. */

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
   * The SES configuration set of the mails, in the region of the stack. Name it also if it is the default of the identity: SES
   * requires the right to use it.
   * @default - none
   */
  readonly configurationSetName?: string;
  /**
   * The URL in front of `/verify-email` and of `/reset-password`, where the links in mails lead, such as
   * `https://app.example.com/account`. It begins with `https://`, or with `http://localhost` in a stage that runs locally, and has
   * neither query nor fragment.
   * @default - the URL of the API, which has a minimal page for each
   */
  readonly linkBase?: string;
}

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

/** Returns the senders that a stage may use: first its own, then the one in `alsoGrant`. */
export function listSenders({ email, alsoGrant }: SenderSettings): readonly EmailSettings[] {
  return [email, alsoGrant.email].filter((sender) => sender !== undefined);
}
