/** The hook that signs in users whose password hash is still in another system, which it asks once. */

/**
 * Replaces a hash until the first sign-in, which Amazon Cognito verifies. Latchkey itself cannot verify it:
 * when the hook is off, every password is rejected.
 */
export const COGNITO_HASH = '$cognito$';

/** The credentials that a user typed, to be verified by another system. */
export interface MigratedCredentials {
  /** The username of the account, as its import wrote it. The other system knows it. */
  readonly username: string;
  /** The password as the user typed it. */
  readonly password: string;
  readonly requestId: string;
}

/**
 * The hook. Returns whether a password is correct, within two seconds.
 *
 * The caller counts the attempt first. The hook must neither keep nor log the password.
 *
 * @throws DependencyUnavailableError when the other system does not answer: no user is signed in then
 */
export type VerifyElsewhere = (credentials: MigratedCredentials) => Promise<boolean>;
