/** The settings of a stage, with their meaning and default. */
import { Duration } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { AlsoGrant, KeyedHashKeyKind } from './also-grant';
import type { EmailOptions } from './email-settings';
import { type EstateOptions, type EstateSettings, estateDefaults } from './estate-settings';
import { type FactorOptions, type FactorSettings, factorDefaults } from './factors/factor-settings';
import type { MigrationOptions } from './migration-settings';
import { type OperationOptions, type OperationSettings, operationDefaults } from './operation-settings';
import type { PageOptions } from './pages/page-settings';
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
   * `published`: the public half is served and accepted, and the key does not sign yet. `signing`: the key signs new tokens.
   * `retired`: the key is neither served nor accepted, and is kept only until its entry is removed. `auth` may sign with every
   * key that has an entry, since a version that still runs may sign with it.
   */
  readonly status: 'published' | 'signing' | 'retired';
  /**
   * Makes a key that can have a replica in another region, as `standby` needs. A key cannot become one later.
   * @default false
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html
   */
  readonly multiRegion?: boolean;
  /**
   * `RSA_2048` signs for a fifth of the price (docs/costs.md#what-the-tables-leave-out), with 112 bits of strength in place of
   * 128. That is acceptable through 2030 (NIST SP 800-57 part 1 table 4), and the least that RS256 allows (RFC 7518 section
   * 3.3). Another spec needs an entry with another `id`: KMS cannot change a key's.
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
    EmailOptions,
    FactorOptions,
    PageOptions,
    EstateOptions {
  /** Keeps the table, the keys and the logs when the stack is deleted, and protects the table from deletion. */
  readonly retainData: boolean;
  /**
   * Protects the stack from deletion.
   * @default false
   */
  readonly terminationProtection?: boolean;
  /**
   * The region of the stack, such as `eu-central-1`.
   * @default - the region of the caller's AWS configuration
   */
  readonly region?: string | undefined;
  /**
   * Origins whose pages may call the API: exact ones such as `https://app.example.com`, or only `*`. With several, API
   * Gateway's own responses, such as a 401 or a 429, carry `Access-Control-Allow-Origin: *`, since it cannot choose among
   * them. Responses of the functions name the one.
   * @default [] - no page of another origin may call the API
   */
  readonly corsOrigins?: readonly string[];
  /**
   * The path that every route is below, such as `/auth`. The API's URL ends in it. So does the `iss` of tokens, unless the
   * stage sets an `issuer`. To change it, see docs/how-to/move.md#move-to-another-base-path.
   * @default '' - routes are at the root of the stage, or of `customDomain`
   */
  readonly basePath?: string;
  /**
   * How long an access token is valid.
   * @default Duration.hours(1)
   */
  readonly accessTokenLifetime?: Duration;
  /**
   * How long a session lasts at most. Then its user signs in again.
   * @default Duration.days(30)
   */
  readonly sessionLifetime?: Duration;
  /**
   * How long a session lasts without a refresh.
   * @default Duration.days(14)
   */
  readonly sessionIdleLifetime?: Duration;
  /**
   * How long a replaced refresh token still leads to its successor, for lost responses and for tabs that refresh at once. With
   * 0 it never does, and such a tab is signed out.
   * @default Duration.seconds(10)
   */
  readonly refreshGrace?: Duration;
  /**
   * How recently the user must have been authenticated for the deletion of an account, for a change of its username or address, and,
   * by the second factor of an account that has one, of its password.
   * @default Duration.minutes(10)
   */
  readonly reauthenticationPeriod?: Duration;
  /**
   * Sessions of one user. With one more, the oldest ends.
   * @default 50
   */
  readonly maxSessionsPerUser?: number;
  /**
   * Serves `/foo`, the protected example resource. If it is off, the stage has no part of the example. What accounts stored
   * there is then neither exported nor deleted with its account: delete it before you switch this off, or it stays in the
   * table.
   * @default false
   */
  readonly exampleRoutes?: boolean;
  /**
   * Foos of one user. One more is refused.
   * @default 1000
   */
  readonly maxFoosPerUser?: number;
  /**
   * How long API Gateway caches an authorizer result. A revoked token keeps working for up to this long.
   * @default Duration.seconds(0) - every call is authorized again
   */
  readonly authorizerCacheTtl?: Duration;
  /**
   * `immediate`: every authorization reads the session, so that its end revokes its tokens. `on-expiry`: no read, and tokens
   * are valid until they expire.
   * @default 'immediate'
   */
  readonly revocation?: 'immediate' | 'on-expiry';
  /**
   * Sessions that began earlier are revoked.
   * @default - no session is revoked by its age
   */
  readonly sessionsNotBefore?: Date;
  /**
   * The `iss` of tokens: an https URL without query, fragment and trailing slash (RFC 8414 section 2).
   * @default - the URL of the API's stage
   */
  readonly issuer?: string;
  /**
   * Issuers whose tokens are accepted besides the stage's own, during a move from one to another. Name the next one before the
   * move, and the previous one after it.
   * @default []
   */
  readonly acceptedIssuers?: readonly string[];
  /**
   * The `aud` of tokens. Name the next one in `acceptedAudiences` before you change it, and the previous one after it.
   * @default 'latchkey'
   */
  readonly audience?: string;
  /**
   * Audiences whose tokens are accepted besides the stage's own, during a move from one to another.
   * @default []
   */
  readonly acceptedAudiences?: readonly string[];
  /**
   * The `client_id` of tokens (RFC 9068 section 2.2).
   * @default 'latchkey'
   */
  readonly clientId?: string;
  /**
   * The fewest characters of a password (NIST SP 800-63B-4 section 3.1.1.2): at least 15, or 8 with `secondFactor: 'required'`.
   * @default 15
   */
  readonly passwordMinLength?: number;
  /**
   * The most characters of a password.
   * @default 256
   */
  readonly passwordMaxLength?: number;
  /**
   * The parameters with which passwords are hashed.
   * @default - m = 19456 KiB, t = 2, p = 1
   */
  readonly argon2?: Argon2Settings;
  /**
   * The keys that sign tokens. Exactly one has the status `signing`.
   * @default - one key, `SigningKeyA`
   */
  readonly signingKeys?: readonly SigningKeyEntry[];
  /**
   * The key that hashes names. Another kind is another key, so that the counts of sources and unknown names start at zero.
   * `standby` needs `multi-region`.
   * @default 'single-region'
   */
  readonly keyedHashKey?: KeyedHashKeyKind;
  /**
   * Settings whose grants the stage has as well. All versions of a function share its role. Name a setting that needs a grant
   * here one release before you switch it on, and one release after you switch it off.
   * @default {} - only what the settings themselves need is granted
   */
  readonly alsoGrant?: AlsoGrant;
  /**
   * How long logs are kept.
   * @default logs.RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;
  /**
   * Requests a second that each method of the API answers. Further ones receive 429.
   * @default 50
   */
  readonly throttlingRateLimit?: number;
  /**
   * Requests that may arrive at once above the rate.
   * @default 100
   */
  readonly throttlingBurstLimit?: number;
  /**
   * `create`: the stack creates the role with which API Gateway writes logs, and sets it for the whole account and region in
   * place of the current one. `existing`: the account has a role. Without any role the stage cannot be deployed:
   * docs/how-to/prepare-an-account.md#the-role-of-api-gateway.
   * @default - 'existing' with `retainData`, 'create' without
   */
  readonly apiGatewayAccountRole?: 'create' | 'existing';
  /**
   * Encrypts the table and the logs with the stack's own KMS keys instead of AWS's. Needs `region`.
   * @default false
   */
  readonly customerManagedKey?: boolean;
  /**
   * How long clients may cache the published keys. A new key must be published that long before it signs.
   * @default Duration.minutes(5)
   */
  readonly jwksMaxAge?: Duration;
  /**
   * For tests only: weak hashing is allowed, and CloudFormation refuses the stack.
   * @default false
   */
  readonly testsOnly?: boolean;
}

/** Settings without a default. */
type Unset = 'region' | 'issuer' | 'sessionsNotBefore';

/** Settings of parts that a stage may lack. */
type PartOptions = MigrationOptions & ProxyOptions & EmailOptions & PageOptions;

/** The settings of one stage, complete. */
export type StageSettings = OperationSettings &
  AbuseSettings &
  PartOptions &
  FactorSettings &
  EstateSettings &
  Required<
    Omit<
      StageOptions,
      | Unset
      | keyof OperationOptions
      | keyof AbuseOptions
      | keyof PartOptions
      | keyof FactorOptions
      | keyof EstateOptions
    >
  > &
  Pick<StageOptions, Unset>;

const defaults: Omit<StageSettings, 'retainData' | 'apiGatewayAccountRole'> = {
  ...operationDefaults,
  ...abuseDefaults,
  ...estateDefaults,
  ...factorDefaults,
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
