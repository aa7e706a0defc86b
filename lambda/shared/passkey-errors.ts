/** The errors about passkeys. Each carries its public text: see lambda/passkey-problems.ts. */
import { passkeyProblems } from '../passkey-problems';
import { LatchkeyError } from './errors';

/** Thrown when a ceremony is malformed, unknown, expired, used or of another kind. It does not reveal which. */
export class InvalidCeremonyError extends LatchkeyError {
  readonly code = 'INVALID_CEREMONY';
  override readonly problem = passkeyProblems[this.code];
}

/** Thrown when an assertion is not valid. It does not reveal why. */
export class InvalidPasskeyError extends LatchkeyError {
  readonly code = 'INVALID_PASSKEY';
  override readonly problem = passkeyProblems[this.code];
}

/** Thrown when an account would have no way to sign in any more. */
export class LastWayInError extends LatchkeyError {
  readonly code = 'LAST_WAY_IN';
  override readonly problem = passkeyProblems[this.code];
}

/** Thrown when the account does not have the passkey that the request names. */
export class PasskeyNotFoundError extends LatchkeyError {
  readonly code = 'PASSKEY_NOT_FOUND';
  override readonly problem = passkeyProblems[this.code];
}

/** Thrown when a new credential is not valid. It does not reveal why. */
export class PasskeyRefusedError extends LatchkeyError {
  readonly code = 'PASSKEY_REFUSED';
  override readonly problem = passkeyProblems[this.code];
}

/** Thrown when an account has the credential already. */
export class PasskeyTakenError extends LatchkeyError {
  readonly code = 'PASSKEY_TAKEN';
  override readonly problem = passkeyProblems[this.code];
}

/** Thrown when the account has as many passkeys as the limit allows. */
export class TooManyPasskeysError extends LatchkeyError {
  readonly code = 'TOO_MANY_PASSKEYS';
  override readonly problem = passkeyProblems[this.code];
}

/** Thrown when a sign-in names a credential that no account has. */
export class UnknownPasskeyError extends LatchkeyError {
  readonly code = 'UNKNOWN_PASSKEY';
  override readonly problem = passkeyProblems[this.code];
}
