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

/** Returns how a sign-up treats an address; undefined in a stage without e-mail. */
export function signUpEmailOf({ email }: EmailOptions): EmailSettings['signUp'] {
  return email && (email.signUp ?? (email.policy === 'required' ? 'required' : 'optional'));
}

/** Returns the senders that a stage may use: first its own, then the one in `alsoGrant`. */
export function listSenders({ email, alsoGrant }: SenderSettings): readonly EmailSettings[] {
  return [email, alsoGrant.email].filter((sender) => sender !== undefined);
}
