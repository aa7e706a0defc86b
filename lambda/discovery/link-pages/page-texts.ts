/** The texts that the pages need in each language. They are plain text, and hold no markup. */

/** What both pages say. */
interface CommonTexts {
  readonly title: string;
  /** For browsers without JavaScript. */
  readonly noScript: string;
  /** Without JavaScript, the link to the hosted page that takes a code. */
  readonly enterCode: string;
  readonly code: string;
  readonly password: string;
  readonly showPassword: string;
  /** Messages by the code of the problem; `EMPTY` for an empty field, `FAILED` for any other problem. */
  readonly messages: Readonly<Record<'EMPTY' | 'INVALID_CODE' | 'TOO_MANY_ATTEMPTS' | 'FAILED', string>> &
    Readonly<Record<string, string>>;
}

/** A step of a page: its heading and its words. */
export interface StepTexts {
  readonly heading: string;
  readonly words: string;
}

/** The page that verifies an address. */
export interface VerifyEmailTexts extends CommonTexts {
  readonly username: string;
  readonly account: string;
  readonly address: string;
  readonly signIn: StepTexts & { readonly button: string };
  readonly secondFactor: StepTexts & { readonly code: string; readonly button: string };
  readonly confirm: StepTexts & { readonly button: string; readonly notMe: string };
  readonly verified: StepTexts;
  readonly canceled: StepTexts;
  readonly nothing: StepTexts;
}

/** The page that replaces a password. */
export interface ResetPasswordTexts extends CommonTexts {
  readonly hint: string;
  readonly button: string;
  readonly done: StepTexts;
  readonly incomplete: StepTexts;
}

/** The pages of one language. */
export interface PageTexts {
  readonly verifyEmail: VerifyEmailTexts;
  readonly resetPassword: ResetPasswordTexts;
}
