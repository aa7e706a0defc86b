/**
 * What each page shows. The code of a page builds its model, and `renderPage` turns it into HTML. All texts of users are
 * plain: the views escape them. Each page lists its forms as `action (fields)`. A form is sent to the page's own path
 * unless another one is named.
 */
import type { MailLanguage } from '../mail-templates/mail-template';
import type { PageNotice } from './page-notices';

/** A language of the pages. */
export type PageLanguage = MailLanguage;

/** Why a form was refused. */
export interface PageProblem {
  /** The code of the API's problem. The texts hold a message for each; an unknown one gets a general message. */
  readonly code: string;
  /** The form that was refused, on pages with several forms. @default - the first form of the page */
  readonly action?: string | undefined;
  /** The `detail` of the API for each field with a fault, by the name of the field. */
  readonly fields?: Readonly<Record<string, string>> | undefined;
  /** Seconds to wait, of `Retry-After`. */
  readonly retryAfter?: number | undefined;
  /** Shown with a general message. */
  readonly requestId?: string | undefined;
}

/** What every page may show. */
interface PageBasics {
  /** @default - no form was refused */
  readonly problem?: PageProblem | undefined;
  /** What has just succeeded. @default - nothing */
  readonly notice?: PageNotice | undefined;
  /** What the user had typed, by the name of the field. Never passwords and codes. */
  readonly values?: Readonly<Record<string, string>> | undefined;
}

/** A page that leads back to another one. */
interface ReturningPage {
  /** A checked path of ours. It is the field `return_to` of each form, and of links to pages of sign-in. */
  readonly returnTo?: string | undefined;
}

/** The lengths of passwords that the stage accepts. */
export interface PasswordHint {
  readonly minLength: number;
  readonly maxLength: number;
}

/** What a passkey answers, as JSON of WebAuthn Level 3. */
export interface PasskeyCeremony {
  /** Sent back in the field `ceremony_id`. @default - the challenge in the flow cookie names it */
  readonly ceremonyId?: string | undefined;
  /** `PublicKeyCredentialRequestOptionsJSON`, or `PublicKeyCredentialCreationOptionsJSON` of a new passkey. */
  readonly options: object;
}

/** The secret of a new authenticator app. */
export interface ShownTotp {
  /** The id of the factor, in the field `id`. */
  readonly id: string;
  readonly secret: string;
  /** An image that `toQrSvg` has drawn. It is not escaped. */
  readonly qrSvg: string;
}

/**
 * /sign-in: `password` (username, password, new_password, return_to), `passkey` (ceremony_id, credential, return_to).
 * The script gets the options of the passkey from `POST /sessions/passkey/options`.
 */
export interface SignInModel extends PageBasics, ReturningPage {
  readonly page: 'sign-in';
  readonly hasPasskeys: boolean;
  /** Whether an address may be typed instead of a username, and forgotten passwords can be replaced. */
  readonly hasEmail: boolean;
  readonly hasSignUp: boolean;
  /** Asks for a new password too. @default - the password is not temporary */
  readonly newPassword?: PasswordHint | undefined;
}

/**
 * /second-factor: `totp` (code), `recovery_code` (code), `passkey` (credential). Each has `trust_device` (`yes`) if the
 * stage trusts devices, and `return_to`.
 */
export interface SecondFactorModel extends PageBasics, ReturningPage {
  readonly page: 'second-factor';
  readonly kinds: readonly ProofKind[];
  readonly passkey?: PasskeyCeremony | undefined;
  /** For how many days a device is trusted. @default - the stage trusts no devices */
  readonly trustDays?: number | undefined;
}

/** A kind of proof that a user may give. */
export type ProofKind = 'totp' | 'recovery_code' | 'passkey';

/**
 * The enrolment that a sign-in requires: `begin-enrolment` (return_to), sent to /second-factor/enrolment, then
 * `confirm-enrolment` (code, email_code, return_to), sent to /second-factor.
 */
export interface EnrolmentModel extends PageBasics, ReturningPage {
  readonly page: 'enrolment';
  /** @default - no secret is shown */
  readonly totp?: Omit<ShownTotp, 'id'> | undefined;
  /** Whether a secret was shown before, whose code may be given. It is not shown again. @default false */
  readonly hasSecret?: boolean | undefined;
  /** Whether a code was mailed, which must be given too. @default false */
  readonly needsEmailCode?: boolean | undefined;
}

/** Recovery codes, in the response that creates them. */
export interface RecoveryCodesModel extends PageBasics {
  readonly page: 'recovery-codes';
  readonly codes: readonly string[];
  /** Where the button leads. */
  readonly next: string;
}

/**
 * /sign-up: `password` (username, email, password, return_to), `passkey` (username, email, ceremony_id, credential,
 * return_to). The script gets the options of the passkey from `POST /users/passkey/options`.
 */
export interface SignUpModel extends PageBasics, ReturningPage {
  readonly page: 'sign-up';
  /** @default - the stage has no e-mail */
  readonly email?: 'optional' | 'required' | undefined;
  readonly password: PasswordHint;
  readonly hasPasskeys: boolean;
}

/** /forgot-password: `request` (username). */
export interface ForgotPasswordModel extends PageBasics {
  readonly page: 'forgot-password';
}

/** /forgot-password?sent: `reset` (reset_id, code, new_password). */
export interface ResetCodeModel extends PageBasics {
  readonly page: 'reset-code';
  readonly resetId: string;
  readonly password: PasswordHint;
}

/** /confirm: `password` (password), `totp` (code), `recovery_code` (code), `passkey` (ceremony_id, credential), each with return_to. */
export interface ConfirmModel extends PageBasics, ReturningPage {
  readonly page: 'confirm';
  readonly username: string;
  readonly kinds: readonly ('password' | ProofKind)[];
  readonly passkey?: PasskeyCeremony | undefined;
}

/** A session. Times are ISO 8601. */
export interface ShownSession {
  readonly id: string;
  /** The `User-Agent` of its last use. */
  readonly userAgent?: string | undefined;
  readonly ip?: string | undefined;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  readonly current: boolean;
}

/**
 * /account: `change-username` (username), `change-email` (email), `verify-email` (code), `cancel-email`, `remove-email`,
 * `change-password` (current_password, new_password), `end-session` (id), `end-other-sessions`,
 * `sign-out-everywhere`, `export`,
 * `delete-account` (confirmed=`yes`), `sign-out`.
 */
export interface AccountModel extends PageBasics {
  readonly page: 'account';
  readonly username: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** @default - the stage has no e-mail */
  readonly email?:
    | {
        readonly address?: string | undefined;
        /** The address that waits for its code. */
        readonly pending?: string | undefined;
        readonly canRemove: boolean;
      }
    | undefined;
  /** Without a password, the form of the password asks only for the new one. */
  readonly hasPassword: boolean;
  readonly password: PasswordHint;
  readonly sessions: readonly ShownSession[];
  /**
   * Until when devices sign in without the second factor, in ISO 8601, the earliest first.
   * @default - the stage trusts no devices
   */
  readonly trustedUntil?: readonly string[] | undefined;
  /** Whether the stage has /account/factors, and the account may use it. */
  readonly hasFactors: boolean;
  /**
   * Whether the account must verify an address first: until then, only its address, its data and its deletion are shown.
   * @default false
   */
  readonly mustVerify?: boolean | undefined;
  /** Whether a deletion of the account has begun, and only the form that continues it is shown. @default false */
  readonly isDeleting?: boolean | undefined;
}

/** An authenticator app. Times are ISO 8601. */
export interface ShownFactor {
  readonly id: string;
  readonly name: string;
  readonly addedAt: string;
  readonly lastUsedAt?: string | undefined;
}

/** A passkey. */
export interface ShownPagePasskey extends ShownFactor {
  /** Whether it was copied to other devices. */
  readonly synced: boolean;
  /** Whether it signs in without a password. */
  readonly verifiesUser: boolean;
}

/**
 * /account/factors: `add-totp` (name), `remove-factor` (id), `cancel-reset`, `replace-recovery-codes`, `begin-passkey`,
 * `add-passkey` (name, ceremony_id, credential), `rename-passkey` (id, name), `remove-passkey` (id),
 * `turn-on-second-factor`, `turn-off-second-factor`.
 */
export interface FactorsModel extends PageBasics {
  readonly page: 'factors';
  readonly apps: readonly ShownFactor[];
  /** @default - the stage has no passkeys */
  readonly passkeys?: readonly ShownPagePasskey[] | undefined;
  /** The ceremony of a new passkey, which `begin-passkey` has begun. @default - none */
  readonly registration?: PasskeyCeremony | undefined;
  readonly isSecondFactorOn: boolean;
  /** Whether every account of the stage must have a second factor. */
  readonly isRequired: boolean;
  readonly recoveryCodesLeft: number;
  /** ISO 8601. From when the factors count as removed. @default - no reset waits */
  readonly resetAt?: string | undefined;
}

/** A new authenticator app of a signed-in user: `confirm-totp` (id, code), sent to /account. */
export interface TotpEnrolmentModel extends PageBasics {
  readonly page: 'totp-enrolment';
  /** Without its secret after a wrong code: the user's app has it by then, and no other response shows it. */
  readonly totp: ShownTotp | Pick<ShownTotp, 'id'>;
}

/** /signed-out. */
export interface SignedOutModel extends PageBasics {
  readonly page: 'signed-out';
}

/** An error without a form. */
export interface ErrorModel extends PageBasics {
  readonly page: 'error';
  readonly problem: PageProblem;
  /** Where the button leads. @default '/account' */
  readonly next?: string | undefined;
}

/** What a page shows. */
export type PageModel =
  | SignInModel
  | SecondFactorModel
  | EnrolmentModel
  | RecoveryCodesModel
  | SignUpModel
  | ForgotPasswordModel
  | ResetCodeModel
  | ConfirmModel
  | AccountModel
  | FactorsModel
  | TotpEnrolmentModel
  | SignedOutModel
  | ErrorModel;
