/** The type of a reader for the password hashes of one algorithm. */

/** Returns whether the password is the one of the hash that was read. */
export type PasswordCheck = (password: string) => Promise<boolean>;

/**
 * Reads a hash without costly work.
 * @returns undefined when the hash is of another algorithm
 * @throws UnusableHashError when it is malformed, or costs more to verify than a sign-in may
 */
export type HashReader = (hash: string) => PasswordCheck | undefined;
