/** The hook that signs in users whose password hash is still in another system, which it asks once. */
import type { Account } from '../accounts/account';

/**
 * Replaces a hash until the first sign-in, which Amazon Cognito verifies. Latchkey itself cannot verify it:
 * when the hook is off, every password is rejected.
 */
export const COGNITO_HASH = '$cognito$';

/** An account whose password another system knows. No session of it has ever begun. */
export type MigratedAccount = Pick<Account, 'sub' | 'username' | 'state' | 'securityVersion' | 'email'>;

/** The credentials that a user typed, to be verified by another system. */
export interface MigratedCredentials {
  /** The account. The other system knows its username, as the import wrote it. */
  readonly account: MigratedAccount;
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
