/** The settings of a stage against guessing and stuffing, each with its default. */
import { Duration } from 'aws-cdk-lib';

/** Parameters of argon2id (RFC 9106 section 3.1). */
export interface Argon2Settings {
  /** m, in KiB. */
  readonly memoryKib: number;
  /** t. */
  readonly iterations: number;
  /** p. One hash uses as many threads. */
  readonly parallelism: number;
}

/** The settings of one stage against abuse, as its author writes them. */
export interface AbuseOptions {
  /**
   * Consecutive failed sign-ins to one account, or from one known device, that cost no wait. After them the wait begins with a
   * second and doubles, up to 15 minutes.
   * @default 5
   */
  readonly freeSignInFailures?: number;
  /**
   * Consecutive failed sign-ins at which an account accepts no attempt from unknown devices, and at which a known device
   * counts as unknown. At most 100 (NIST SP 800-63B-4 section 3.2.2). The owner's sign-in from a known device, a change of the
   * password and `npm run users:unlock` lift the lock. Otherwise it passes by `failureDecayPeriod`.
   * @default 100
   */
  readonly maxSignInFailures?: number;
  /**
   * One failed sign-in is forgiven for each such period without an attempt. A locked account accepts one attempt for each of
   * them from unknown devices.
   * @default Duration.days(3) - about 120 guesses a year beyond the first 100
   */
  readonly failureDecayPeriod?: Duration;
  /**
   * Failed sign-ins of one address, or of one /64 network of IPv6, in a quarter of an hour. A /48 has eight times as many.
   * @default 50
   */
  readonly maxSignInFailuresPerSource?: number;
  /**
   * Sign-ups and changes of the username, together, of one address or of one /64 network of IPv6, in a quarter of an hour. A
   * /48 has eight times as many.
   * @default 20
   */
  readonly maxSignUpsPerSource?: number;
  /**
   * The name of the service. A password that derives from it or from the username is rejected.
   * @default 'latchkey'
   */
  readonly serviceName?: string;
  /**
   * Asks Have I Been Pwned whether a new password is known from a breach. The request holds 5 of 40 digits of its SHA-1.
   * Without a response within half a second, the password passes.
   * @default false
   */
  readonly breachedPasswordCheck?: boolean;
  /**
   * Other parameters of argon2id that stored hashes may have, from before a change of `argon2`. Every sign-in then does the
   * work of all of them. Its time therefore does not reveal which parameters an account has, or whether it exists.
   * @default []
   */
  readonly formerArgon2?: readonly Argon2Settings[];
  /**
   * Grants what the record of activity in accounts needs, and includes its entries in the export and the deletion of an account.
   * No operation writes entries yet. If you switch it off, entries are neither exported nor deleted with their account: they
   * expire 400 days after they were written. Name it in `alsoGrant` one release before you switch it on.
   * @default false
   */
  readonly activity?: boolean;
}

/** The settings of one stage against abuse, complete. */
export type AbuseSettings = Required<AbuseOptions>;

/** The defaults of these settings. */
export const abuseDefaults: AbuseSettings = {
  freeSignInFailures: 5,
  maxSignInFailures: 100,
  failureDecayPeriod: Duration.days(3),
  maxSignInFailuresPerSource: 50,
  maxSignUpsPerSource: 20,
  serviceName: 'latchkey',
  breachedPasswordCheck: false,
  formerArgon2: [],
  activity: false,
};
