/** What can differ between stages: every setting with its meaning and its default. */
import { Duration } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { AlsoGrant, KeyedHashKeyKind } from './also-grant';
import { type EstateOptions, type EstateSettings, estateDefaults } from './estate-settings';
import type { MigrationOptions } from './migration-settings';
import { type OperationOptions, type OperationSettings, operationDefaults } from './operation-settings';
import {
  type AbuseOptions,
  type AbuseSettings,
  type Argon2Settings,
  abuseDefaults,
} from './protection-settings';
import type { ProxyOptions } from './proxy-settings';

/** One signing key of a stage. */
export interface SigningKeyEntry {
  /** Construct id of the key, PascalCase. Another id makes another key. */
  readonly id: string;
  /**
   * `published`: its public half is served and accepted, it signs nothing yet; `signing`: it signs new tokens;
   * `retired`: neither served nor accepted, kept only until its entry is removed. `auth` may sign with every key that has an entry,
   * since a version that still runs may sign with it.
   */
  readonly status: 'published' | 'signing' | 'retired';
  /**
   * Make a key that can have a replica in another region, as `standby` needs. A key can't become one later.
   * @default false
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html
   */
  readonly multiRegion?: boolean;
  /**
   * `RSA_2048` signs for a fifth of the price (docs/costs.md#what-the-tables-leave-out), with 112 bits of strength in place of 128: acceptable through 2030 (NIST SP 800-57
   * part 1 table 4), and the least that RS256 allows (RFC 7518 section 3.3). Another spec needs an entry with another `id`: KMS can't change a key's.
   * @default 'RSA_3072'
   */
  readonly spec?: 'RSA_2048' | 'RSA_3072';
}

/** The settings of one stage, as its author writes them. */
export interface StageOptions
  extends OperationOptions,
    AbuseOptions,
    MigrationOptions,
    ProxyOptions,
    EstateOptions {
  /** Keep the table, the keys and the logs when the stack is deleted, and refuse to delete the table. */
  readonly retainData: boolean;
  /**
   * Refuse to delete the stack.
   * @default false
   */
  readonly terminationProtection?: boolean;
  /**
   * Where the stack is deployed, such as `eu-central-1`.
   * @default - the region of the caller's AWS configuration
   */
  readonly region?: string | undefined;
  /**
   * Origins whose pages may call the API: exact ones such as `https://app.example.com`, or `*` alone. With several, API Gateway's own answers,
   * such as a 401 or a 429, carry `Access-Control-Allow-Origin: *`, since it cannot choose among them; those of the functions name the one.
   * @default [] - no page of another origin may
   */
  readonly corsOrigins?: readonly string[];
  /**
   * The path that every route lies under, such as `/auth`. The API's URL ends in it and, unless the stage names an `issuer`, the `iss` of
   * tokens does too: docs/how-to/move.md#move-to-another-base-path says how to change it.
   * @default '' - routes lie at the root of the stage, or of `customDomain`
   */
  readonly basePath?: string;
  /**
   * How long an access token is valid.
   * @default Duration.hours(1)
   */
  readonly accessTokenLifetime?: Duration;
  /**
   * How long a session lasts at most: then its user signs in again.
   * @default Duration.days(30)
   */
  readonly sessionLifetime?: Duration;
  /**
   * How long a session lasts without a refresh.
   * @default Duration.days(14)
   */
  readonly sessionIdleLifetime?: Duration;
  /**
   * How long a replaced refresh token still leads to its successor, for answers that were lost and for tabs that refresh at once;
   * 0: not at all, and such a tab is signed out.
   * @default Duration.seconds(10)
   */
  readonly refreshGrace?: Duration;
  /**
   * How recently the password has to be verified for the deletion of an account.
   * @default Duration.minutes(10)
   */
  readonly reauthenticationPeriod?: Duration;
  /**
   * Sessions of one user; with one more, the oldest ends.
   * @default 50
   */
  readonly maxSessionsPerUser?: number;
  /**
   * Serve `/foo`, the protected example resource. Without it the stage has no part of it, and what accounts stored there is out of
   * reach: it is neither exported nor deleted with its account. Delete it before this is switched off, or it stays in the table.
   * @default false
   */
  readonly exampleRoutes?: boolean;
  /**
   * Foos of one user; one more is refused.
   * @default 1000
   */
  readonly maxFoosPerUser?: number;
  /**
   * How long API Gateway keeps the authorizer's policy of a token; so long can a revoked token still work.
   * @default Duration.seconds(0) - every call is authorized afresh
   */
  readonly authorizerCacheTtl?: Duration;
  /**
   * `immediate`: every authorization reads the session, so that its end ends its tokens;
   * `on-expiry`: no read, tokens work until they expire.
   * @default 'immediate'
   */
  readonly revocation?: 'immediate' | 'on-expiry';
  /**
   * Sessions that began earlier are over.
   * @default - no session is ended by its age
   */
  readonly sessionsNotBefore?: Date;
  /**
   * The `iss` of tokens: an https URL without query, fragment and trailing slash (RFC 8414 section 2).
   * @default - the URL of the API's stage
   */
  readonly issuer?: string;
  /**
   * Issuers whose tokens are accepted besides the stage's own, while it moves from one to another: the next one before the move, and the
   * former one after it.
   * @default []
   */
  readonly acceptedIssuers?: readonly string[];
  /**
   * The `aud` of tokens: name the next one in `acceptedAudiences` before you change it, and the former one after it.
   * @default 'latchkey'
   */
  readonly audience?: string;
  /**
   * Audiences whose tokens are accepted besides the stage's own, while it moves from one to another.
   * @default []
   */
  readonly acceptedAudiences?: readonly string[];
  /**
   * The `client_id` of tokens (RFC 9068 section 2.2).
   * @default 'latchkey'
   */
  readonly clientId?: string;
  /**
   * The fewest characters of a password (NIST SP 800-63B-4 section 3.1.1.2).
   * @default 15
   */
  readonly passwordMinLength?: number;
  /**
   * The most characters of a password.
   * @default 256
   */
  readonly passwordMaxLength?: number;
  /**
   * How passwords are hashed.
   * @default - m = 19456 KiB, t = 2, p = 1
   */
  readonly argon2?: Argon2Settings;
  /**
   * The keys that sign tokens; exactly one has the status `signing`.
   * @default - one key, `SigningKeyA`
   */
  readonly signingKeys?: readonly SigningKeyEntry[];
  /**
   * The key that hashes names. Another kind is another key, so that sources and unknown names are counted anew; `standby` needs
   * `multi-region`.
   * @default 'single-region'
   */
  readonly keyedHashKey?: KeyedHashKeyKind;
  /**
   * Settings whose grants are there as well. All versions of a function share its role, so a setting that needs a grant is named here one
   * release before it is switched on, and one release after it is switched off.
   * @default {} - only what the settings themselves need is granted
   */
  readonly alsoGrant?: AlsoGrant;
  /**
   * How long logs are kept.
   * @default logs.RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;
  /**
   * Requests a second that each method of the API answers; more get 429.
   * @default 50
   */
  readonly throttlingRateLimit?: number;
  /**
   * Requests that may come at once above the rate.
   * @default 100
   */
  readonly throttlingBurstLimit?: number;
  /**
   * `create`: the stack makes the role with which API Gateway writes logs and sets it for the whole account and
   * region, and replaces the one that is set; `existing`: the account has one. Without any, the stage cannot be deployed:
   * docs/how-to/prepare-an-account.md#the-role-of-api-gateway.
   * @default - 'existing' with `retainData`, 'create' without
   */
  readonly apiGatewayAccountRole?: 'create' | 'existing';
  /**
   * Encrypt the table and the logs with KMS keys of the stack's own instead of AWS's; needs `region`.
   * @default false
   */
  readonly customerManagedKey?: boolean;
  /**
   * How long clients may keep the published keys; a new key has to be published that long before it signs.
   * @default Duration.minutes(5)
   */
  readonly jwksMaxAge?: Duration;
  /**
   * For tests only: weak hashing is allowed, and CloudFormation refuses the stack.
   * @default false
   */
  readonly testsOnly?: boolean;
}

/** Settings that have no value unless a stage gives one. */
type Unset = 'region' | 'issuer' | 'sessionsNotBefore';

/** The settings of one stage, complete. */
export type StageSettings = OperationSettings &
  AbuseSettings &
  MigrationOptions &
  ProxyOptions &
  EstateSettings &
  Required<
    Omit<
      StageOptions,
      | Unset
      | keyof OperationOptions
      | keyof AbuseOptions
      | keyof MigrationOptions
      | keyof ProxyOptions
      | keyof EstateOptions
    >
  > &
  Pick<StageOptions, Unset>;

const defaults: Omit<StageSettings, 'retainData' | 'apiGatewayAccountRole'> = {
  ...operationDefaults,
  ...abuseDefaults,
  ...estateDefaults,
  terminationProtection: false,
  corsOrigins: [],
  basePath: '',
  accessTokenLifetime: Duration.hours(1),
  sessionLifetime: Duration.days(30),
  sessionIdleLifetime: Duration.days(14),
  refreshGrace: Duration.seconds(10),
  reauthenticationPeriod: Duration.minutes(10),
  maxSessionsPerUser: 50,
  exampleRoutes: false,
  maxFoosPerUser: 1_000,
  authorizerCacheTtl: Duration.seconds(0),
  revocation: 'immediate',
  acceptedIssuers: [],
  audience: 'latchkey',
  acceptedAudiences: [],
  clientId: 'latchkey',
  passwordMinLength: 15,
  passwordMaxLength: 256,
  argon2: { memoryKib: 19_456, iterations: 2, parallelism: 1 },
  signingKeys: [{ id: 'SigningKeyA', status: 'signing' }],
  keyedHashKey: 'single-region',
  alsoGrant: {},
  logRetention: logs.RetentionDays.ONE_MONTH,
  throttlingRateLimit: 50,
  throttlingBurstLimit: 100,
  customerManagedKey: false,
  jwksMaxAge: Duration.minutes(5),
  testsOnly: false,
};

/** Completes a stage's settings with the defaults. */
export function withDefaults(options: StageOptions): StageSettings {
  return { ...defaults, apiGatewayAccountRole: options.retainData ? 'existing' : 'create', ...options };
}
