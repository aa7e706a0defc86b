/** The partition-key prefixes of the table's items: what the stores write and what the roles' grants name. */

/** Prefix of `pk` by item type; the part behind it is an account's `sub` unless noted. */
export const keyPrefixes = {
  account: 'ACCOUNT#',
  /** Followed by the normalised username: leads to the account that has it. */
  name: 'NAME#',
  session: 'SESSIONS#',
  foo: 'FOO#',
  /** How many foos an account has. */
  fooCount: 'FOO_COUNT#',
  /** What an `Idempotency-Key` of an account has created, kept for a day. */
  idempotency: 'IDEMPOTENCY#',
  /** Followed by a kind and a keyed hash: what a source, or somebody who tries a name that nobody has, has tried. */
  throttle: 'THROTTLE#',
} as const;

/** The `sk` of an account's count of foos. */
export const FOO_COUNT_KEY = 'COUNT';
