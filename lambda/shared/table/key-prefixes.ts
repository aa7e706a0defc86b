/** The partition-key prefixes of the table's items: what the stores write and what the roles' grants name. */

/** Prefix of `pk` by item type; the part behind it is an account's `sub` unless noted. */
export const keyPrefixes = {
  /** Followed by the normalised username. */
  login: 'LOGIN#',
  session: 'SESSIONS#',
  foo: 'FOO#',
  /** What an `Idempotency-Key` of an account has created, kept for a day. */
  idempotency: 'IDEMPOTENCY#',
} as const;
