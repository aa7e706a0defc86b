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
   * Consecutive failed sign-ins to one account, or from one known device, that cost no wait. Then it begins with a second and
   * doubles, up to 15 minutes.
   * @default 5
   */
  readonly freeSignInFailures?: number;
  /**
   * Consecutive failed sign-ins at which an account takes none from unknown devices, and at which a known device counts as an unknown
   * one (NIST SP 800-63B-4 section 3.2.2: at most 100). The owner's sign-in from a known device, a change of the password and
   * `npm run users:unlock` lift it; `failureDecayPeriod` says how it passes by itself.
   * @default 100
   */
  readonly maxSignInFailures?: number;
  /**
   * One failed sign-in is forgiven for each such period without an attempt. A locked account takes one attempt for each of them from
   * unknown devices.
   * @default Duration.days(3) - about 120 guesses a year beyond the first 100
   */
  readonly failureDecayPeriod?: Duration;
  /**
   * Failed sign-ins of one address, or of one /64 network of IPv6, in a quarter of an hour; a /48 has eight times as many.
   * @default 50
   */
  readonly maxSignInFailuresPerSource?: number;
  /**
   * Registrations of one address, or of one /64 network of IPv6, in a quarter of an hour; a /48 has eight times as many.
   * @default 20
   */
  readonly maxSignUpsPerSource?: number;
  /**
   * The name of the service: it makes no password, nor does the username.
   * @default 'latchkey'
   */
  readonly serviceName?: string;
  /**
   * Ask Have I Been Pwned whether a new password is known from a breach. It learns 5 of 40 digits of its SHA-1; when it does not
   * answer within half a second, the password passes.
   * @default false
   */
  readonly breachedPasswordCheck?: boolean;
  /**
   * Other parameters of argon2id that stored hashes may have, from before a change of `argon2`. Every sign-in then does the work of
   * all of them, so that none tells which an account has, or whether there is one.
   * @default []
   */
  readonly formerArgon2?: readonly Argon2Settings[];
}

/** The settings of one stage against abuse, complete. */
export type AbuseSettings = Required<AbuseOptions>;

/** What a stage gets that says nothing of them. */
export const abuseDefaults: AbuseSettings = {
  freeSignInFailures: 5,
  maxSignInFailures: 100,
  failureDecayPeriod: Duration.days(3),
  maxSignInFailuresPerSource: 50,
  maxSignUpsPerSource: 20,
  serviceName: 'latchkey',
  breachedPasswordCheck: false,
  formerArgon2: [],
};
