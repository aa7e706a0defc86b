/** The partition-key prefixes of the table's items, which the stores write and the roles' grants name. */

/** The prefix of sessions. The authorizer reads nothing else, and its bundle then holds no other prefix. */
export const SESSION_PREFIX = 'SESSIONS#';

/** Prefixes of `pk` by item type. An account's `sub` follows unless noted. */
export const keyPrefixes = {
  account: 'ACCOUNT#',
  /** Followed by the normalized username. Leads to the account that has it. */
  name: 'NAME#',
  /** Followed by the normalized e-mail address. Leads to the account that has it. */
  email: 'EMAIL#',
  /** Followed by the digest of a challenge's id, or by a keyed hash of an account's id: see password-resets/. */
  challenge: 'CHALLENGE#',
  session: SESSION_PREFIX,
  /** The secrets of an account's second factors. */
  factor: 'FACTOR#',
  /** The passkeys of an account, and the ceremonies with which its sessions add more. */
  passkey: 'PASSKEY#',
  /** Followed by the id of a passkey. Leads to the account that has it. */
  credential: 'CREDENTIAL#',
  /** What happened in an account. */
  activity: 'AUDIT#',
  foo: 'FOO#',
  /** The number of an account's foos. */
  fooCount: 'FOO_COUNT#',
  /** The resource that an `Idempotency-Key` of an account created, kept for a day. */
  idempotency: 'IDEMPOTENCY#',
  /**
   * Followed by a kind and a keyed hash. Counts the attempts of a source, or the attempts on an unknown name.
   */
  throttle: 'THROTTLE#',
} as const;

/** The `sk` of an account's count of foos. */
export const FOO_COUNT_KEY = 'COUNT';

/** Begins the `sk` of the ceremonies among an account's passkeys. No id of a passkey begins so. */
export const CEREMONY_KEY = 'CEREMONY#';
