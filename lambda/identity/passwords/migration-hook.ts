/** What logs people in whose password hash has stayed in another system: that system is asked, once. */

/**
 * Stands in the place of a hash until the first sign-in, which Amazon Cognito verifies. Nothing verifies it here: where the hook is
 * off, no password is right.
 */
export const COGNITO_HASH = '$cognito$';

/** What somebody has typed, to be verified elsewhere. */
export interface MigratedCredentials {
  /** The account's name as its import wrote it, which the other system knows. */
  readonly username: string;
  /** As typed. */
  readonly password: string;
  readonly requestId: string;
}

/**
 * The hook: tells whether a password is right, in two seconds at most.
 *
 * Its caller has counted the attempt before. It must neither keep nor log the password.
 *
 * @throws DependencyUnavailableError when the other system does not answer: then nobody is let in
 */
export type VerifyElsewhere = (credentials: MigratedCredentials) => Promise<boolean>;
