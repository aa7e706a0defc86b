/** The error for a password hash that cannot be used. */

/**
 * Thrown for a hash of an unknown format, or one that costs too much to verify. Its message contains nothing
 * of the hash.
 */
export class UnusableHashError extends Error {
  override readonly name = 'UnusableHashError';
}
