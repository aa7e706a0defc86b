/** The errors about second factors. Each carries its public text: see lambda/factor-problems.ts. */
import { factorProblems } from '../factor-problems';
import { LatchkeyError, type ProblemMembers } from './errors';

/** Thrown when the account does not have the factor that the request names. */
export class FactorNotFoundError extends LatchkeyError {
  readonly code = 'FACTOR_NOT_FOUND';
  override readonly problem = factorProblems[this.code];
}

/** Thrown when a challenge is malformed, unknown, expired, used up or void. It does not reveal which. */
export class InvalidChallengeError extends LatchkeyError {
  readonly code = 'INVALID_CHALLENGE';
  override readonly problem = factorProblems[this.code];
}

/** Thrown when the last factor of an account would be removed, and the stage requires one. */
export class LastFactorError extends LatchkeyError {
  readonly code = 'LAST_FACTOR';
  override readonly problem = factorProblems[this.code];
}

/** Thrown when a request needs an account with a second factor. */
export class NoSecondFactorError extends LatchkeyError {
  readonly code = 'NO_SECOND_FACTOR';
  override readonly problem = factorProblems[this.code];
}

/** Thrown when the password of a sign-in is correct, and the account has a second factor. */
export class SecondFactorRequiredError extends LatchkeyError {
  readonly code = 'SECOND_FACTOR_REQUIRED';
  override readonly problem = factorProblems[this.code];

  constructor(
    /** The challenge, and the kinds of proof that it takes. */
    override readonly members: Required<Pick<ProblemMembers, 'challenge' | 'kinds'>> &
      Pick<ProblemMembers, 'passkey'>,
  ) {
    super('The sign-in needs a second factor');
  }
}

/** Thrown when the password of a sign-in is correct, and the account has a second factor, which the stage does not check. */
export class SecondFactorUnavailableError extends LatchkeyError {
  readonly code = 'SECOND_FACTOR_UNAVAILABLE';
  override readonly problem = factorProblems[this.code];
}

/** Thrown when the account has as many factors as the limit allows. */
export class TooManyFactorsError extends LatchkeyError {
  readonly code = 'TOO_MANY_FACTORS';
  override readonly problem = factorProblems[this.code];
}
