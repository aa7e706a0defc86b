/** The types of second factors: challenges, proofs, and the factors of an account. */
import type { PasskeyRequestOptions } from './passkey-types';

/** What a code is of: an authenticator app, or the list of recovery codes. */
export type FactorKind = 'totp' | 'recovery_code';

/** A proof of a second factor. */
export interface FactorProof {
  readonly kind: FactorKind;
  /** As the user types it: in any case, with or without blanks and hyphens. */
  readonly code: string;
}

/** The proof that answers a challenge. */
export interface ChallengeAnswer extends FactorProof {
  /**
   * Whether to trust this device: the password alone then signs in here, for 30 days. Ask the user. Stages without trusted
   * devices refuse it with `VALIDATION_FAILED`.
   * @default false
   */
  readonly trustDevice?: boolean;
}

/** A new authentication: the password, or a proof of the second factor. */
export type StepUpProof = { readonly password: string } | FactorProof;

/** A sign-in whose password was right, and whose second factor is missing. No session exists yet. */
export interface SignInChallenge {
  /** The username of the sign-in. */
  readonly username: string;
  /** A secret that is valid for 10 minutes and five codes. */
  readonly challenge: string;
  /** What the API accepts. Ignore a kind that you do not know: later releases may add some. */
  readonly kinds: readonly (FactorKind | 'enrolment' | 'passkey')[];
  /** What the browser needs, if the kinds include `passkey`: see `answerWithPasskey`. @default - the account has none */
  readonly passkey?: PasskeyRequestOptions;
}

/** A sign-in or a sign-up that must add the first second factor. Its kinds include `enrolment`. */
export type EnrolmentChallenge = Pick<SignInChallenge, 'username' | 'challenge'>;

/** The codes that confirm the first authenticator app of an account. */
export interface EnrolmentProof {
  /** The code that the app shows. */
  readonly code: string;
  /** The code of the mail, if the account has a verified e-mail address. @default - none */
  readonly emailCode?: string;
}

/** A factor in use. */
export interface SecondFactor {
  readonly id: string;
  readonly kind: 'totp';
  readonly name: string;
  /** ISO 8601. */
  readonly addedAt: string;
  /** ISO 8601. @default - it was not used since it was added */
  readonly lastUsedAt?: string;
}

/** The factors of an account. */
export interface SecondFactors {
  /** In the order in which they were added. */
  readonly factors: readonly SecondFactor[];
  readonly recoveryCodesLeft: number;
  /** From when the factors count as removed, in ISO 8601: see `cancelFactorsReset`. @default - no reset waits */
  readonly resetAt?: string;
}

/** The secret of an authenticator app. The API shows it only once. */
export interface TotpEnrolment {
  /** Identifies the factor, also once it is confirmed. */
  readonly id: string;
  /** In base32, to be typed. */
  readonly secret: string;
  /** The secret as an `otpauth` URI. */
  readonly uri: string;
  /** The URI as a QR code, an SVG image. */
  readonly qrSvg: string;
}

/**
 * The calls of second factors. In a stage without them, they throw a ProblemError with `NOT_FOUND`. Calls that change
 * factors need a recent authentication, by the second factor of an account that has one: see `onStepUp`.
 */
export interface SecondFactorClient {
  /**
   * Completes a sign-in with a second factor. Throws a ProblemError with `INVALID_CODE` for a wrong or used code. With
   * `INVALID_CHALLENGE`, sign in again.
   */
  answerChallenge(
    challenge: Pick<SignInChallenge, 'username' | 'challenge'>,
    answer: ChallengeAnswer,
  ): Promise<void>;
  /**
   * Begins to add the first authenticator app of an account that cannot sign in without one. A repeated call returns a
   * new secret, and the former one is void. Throws a ProblemError with `INVALID_CHALLENGE` if you must sign in again.
   */
  enrolFirstTotp(challenge: EnrolmentChallenge): Promise<TotpEnrolment>;
  /**
   * Confirms that app, and signs in. Resolves to the recovery codes, which the API shows only once. Throws a ProblemError
   * with `INVALID_CODE`, with `VALIDATION_FAILED` if the account has a verified address and the code of the mail is
   * missing, or with `INVALID_CHALLENGE` if you must sign in again.
   */
  confirmFirstTotp(challenge: EnrolmentChallenge, proof: EnrolmentProof): Promise<readonly string[]>;
  /**
   * Authenticates the signed-in user again. The session continues with a new access token. Throws a ProblemError with
   * `INVALID_CODE`, `INVALID_CURRENT_PASSWORD`, or `TOO_MANY_ATTEMPTS` and `retryAfterSeconds`.
   */
  stepUp(proof: StepUpProof): Promise<void>;
  listFactors(): Promise<SecondFactors>;
  /** Begins to add an authenticator app. It is in use after `confirmTotp`. @param options.name @default - one by the API */
  enrolTotp(options?: { readonly name?: string }): Promise<TotpEnrolment>;
  /**
   * Confirms an authenticator app by a code that it shows. Resolves to the recovery codes, which the API shows only once,
   * if it is the first factor of the account, and to none otherwise.
   */
  confirmTotp(id: string, code: string): Promise<readonly string[]>;
  /**
   * Removes a factor. Without the last one, the account needs no second factor any more, and its recovery codes are void.
   * Where the API requires a second factor, the last one stays: it throws a ProblemError with `LAST_FACTOR`.
   */
  removeFactor(id: string): Promise<void>;
  /**
   * Cancels a reset of the factors, which an operator has requested for a user who has lost them. Needs no recent
   * authentication. Does nothing if no reset waits.
   */
  cancelFactorsReset(): Promise<void>;
  /** Replaces all recovery codes. */
  replaceRecoveryCodes(): Promise<readonly string[]>;
}
