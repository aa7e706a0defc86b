/** Says why a password hash can't be used. */

/** A hash of no known form, or one that costs too much to verify. Its message repeats nothing of the hash. */
export class UnusableHashError extends Error {
  override readonly name = 'UnusableHashError';
}
