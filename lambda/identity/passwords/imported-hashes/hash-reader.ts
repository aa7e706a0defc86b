/** What reads the password hashes of one algorithm. */

/** Tells whether a text is the password of the hash that was read. */
export type PasswordCheck = (password: string) => Promise<boolean>;

/**
 * Reads a hash, and does no costly work yet.
 * @returns undefined when the hash is of another algorithm
 * @throws UnusableHashError when it is malformed, or costs more to verify than a sign-in may
 */
export type HashReader = (hash: string) => PasswordCheck | undefined;
