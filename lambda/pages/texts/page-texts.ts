/** The texts of the pages in one language. They are plain: the views escape them. */
import type { ErrorCode } from '../../shared/errors';
import type { PageNotice } from '../page-notices';
import type { AccountTexts, FactorsTexts } from './account-texts';
import type { FaultKind } from './fault-kinds';

/** Codes of API clients, which no page can cause. They get the general message. */
type ClientCode =
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'INSUFFICIENT_SCOPE'
  | 'INVALID_CLIENT'
  | 'INVALID_GRANT'
  | 'INVALID_REFRESH_TOKEN'
  | 'INVALID_TOKEN_REQUEST'
  | 'INVALID_REQUEST_BODY'
  | 'PRECONDITION_FAILED'
  | 'REFRESH_TOKEN_REUSED'
  | 'TOO_MANY_FOOS'
  | 'UNSUPPORTED_GRANT_TYPE';

/** A code with a message. */
export type MessageCode = Exclude<ErrorCode, ClientCode>;

/** A title and a sentence. */
export interface Words {
  readonly title: string;
  readonly words: string;
}

/** What all pages say. */
export interface CommonTexts {
  /** The names of the languages, each in its own. */
  readonly languages: string;
  readonly terms: string;
  readonly privacy: string;
  readonly username: string;
  readonly usernameOrEmail: string;
  readonly usernameHint: string;
  readonly email: string;
  readonly optional: string;
  readonly password: string;
  readonly newPassword: string;
  readonly passwordHint: (minLength: number) => string;
  readonly show: string;
  readonly appCode: string;
  readonly recoveryCode: string;
  readonly mailCode: string;
  readonly usePasskey: string;
  readonly passkeyFailed: string;
  readonly or: string;
  readonly next: string;
  /** Without JavaScript, on pages that need it for passkeys. */
  readonly noScript: string;
  /** Inline messages of the script. */
  readonly empty: string;
  readonly tooShort: string;
  readonly unchecked: string;
}

/** The pages before a session begins. */
export interface SignInTexts {
  readonly signIn: Words & { readonly button: string; readonly forgot: string; readonly signUp: string };
  readonly temporaryPassword: Words & { readonly button: string };
  readonly secondFactor: Words & {
    readonly button: string;
    readonly recovery: string;
    readonly recoveryHint: string;
    readonly trust: (days: number) => string;
    readonly startAgain: string;
  };
  readonly enrolment: Words & { readonly begin: string };
  readonly totp: Words & {
    readonly qr: string;
    readonly manual: string;
    readonly code: string;
    readonly emailCode: string;
    readonly emailCodeHint: string;
    readonly button: string;
  };
  readonly recoveryCodes: Words & { readonly keep: string; readonly next: string };
  readonly signUp: Words & {
    readonly button: string;
    readonly passkey: string;
    readonly passkeyHint: string;
    readonly signIn: string;
  };
  readonly forgot: Words & { readonly button: string; readonly signIn: string };
  readonly reset: Words & { readonly button: string; readonly again: string };
  readonly confirm: Words & { readonly account: string; readonly button: string; readonly cancel: string };
  readonly signedOut: Words & { readonly button: string };
}

/** What pages say about what has happened. */
export interface MessageTexts {
  readonly notices: Readonly<Record<PageNotice, string>>;
  readonly messages: Readonly<Record<MessageCode, string>>;
  /** The message for any other code. */
  readonly failed: string;
  readonly waitFor: (minutes: number) => string;
  readonly requestId: string;
  readonly errorTitle: string;
  /** Before the title of a page that shows a problem. */
  readonly error: string;
  /** What is wrong with a field. The number is the limit of a length. */
  readonly faults: Readonly<Record<FaultKind, (limit: number) => string>>;
  /** For any other fault of a field. */
  readonly fault: string;
}

/** The texts of one language. */
export interface PageTexts extends CommonTexts, SignInTexts, MessageTexts {
  readonly account: AccountTexts;
  readonly factors: FactorsTexts;
}
