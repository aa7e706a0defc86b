/** What a stage can choose about how it is watched, deployed and reached: every setting with its meaning and its default. */
import type { FunctionName } from '../../lambda/environment';

/** A domain name for the API. */
export interface CustomDomainSettings {
  /**
   * Such as `auth.example.com`. A name of the API's own: answers carry `Strict-Transport-Security` with `includeSubDomains`, so browsers reach every
   * name below it by HTTPS only.
   */
  readonly name: string;
  /** An ACM certificate for the name, in the region of the stack. */
  readonly certificateArn: string;
  /**
   * The Route 53 hosted zone in which the name is to be set.
   * @default - the outputs say what to set in your own DNS
   */
  readonly hostedZoneId?: string;
  /**
   * The construct id, which ends in `Domain`. A name keeps its id as long as it is served: under another one CloudFormation would create the name
   * before it deletes it, which fails.
   * @default 'CustomDomain'
   */
  readonly id?: string;
}

/** A table that the stack uses without owning it. */
export interface ExistingTableSettings {
  readonly name: string;
  /**
   * The KMS key that encrypts it.
   * @default - it is encrypted under a key of AWS
   */
  readonly encryptionKeyArn?: string;
}

/** Who reaches an API that is not on the internet. */
export interface PrivateApiSettings {
  /** Interface endpoints for `execute-api`, such as `vpce-0123456789abcdef0`. */
  readonly vpcEndpointIds: readonly string[];
}

/**
 * A second stack, on a replica of the table, for when the region of the first is lost: docs/how-to/run-a-standby.md. What
 * belongs to one region it has of its own; everything else is the stage's.
 */
export interface StandbySettings {
  /** Where it is deployed, such as `eu-west-1`. */
  readonly region: string;
  /**
   * Which of the two stacks runs its functions; those of the other are stopped, and `none` stops both. Change it by way of
   * `none`, so that two regions never write at once.
   * @default 'first'
   */
  readonly serving?: 'first' | 'none' | 'standby';
  /** An ACM certificate for the name of `customDomain` and those of `additionalDomains`, in that region. */
  readonly certificateArn: string;
  /**
   * A KMS key in that region, which encrypts the replica; needed where a key of the customer encrypts the table.
   * @default - it is encrypted under a key of AWS
   */
  readonly tableKeyArn?: string;
  /**
   * The SNS topic, in that region, that the standby's alarms are told to; needed where the stage has one.
   * @default - they are told to nobody
   */
  readonly alarmTopicArn?: string;
  /**
   * The EventBridge bus, in that region, that gets the standby's security events.
   * @default - they stand in the logs only
   */
  readonly securityEventBusArn?: string;
}

/** Instances of functions, by function. */
export type Concurrency = Readonly<Partial<Record<FunctionName, number>>>;

/** How weighty a line of a log is; the functions write none below `INFO`. */
export type LogLevel = 'INFO' | 'WARN' | 'ERROR';

/** The settings of one stage's operation, as its author writes them. */
export interface OperationOptions {
  /**
   * Metrics from the logs, a dashboard, alarms and saved queries. Costs some dollars a month: docs/costs.md counts
   * them.
   * @default false
   */
  readonly monitoring?: boolean;
  /**
   * The SNS topic that alarms are told to. It belongs to you and not to the stack, since it outlives any one stack.
   * @default - alarms have no action; with `retainData` the synthesis warns of it
   */
  readonly alarmTopicArn?: string | undefined;
  /**
   * Raise an alarm when the scheduled probe (.github/workflows/probe.yml) fails or is silent; needs `monitoring`. With
   * `standby` the alarm is that stack's, since a region that is lost can't tell of it.
   * @default false
   */
  readonly probeAlarm?: boolean;
  /**
   * How a deploy moves the aliases by which functions are called. `canary`: a new version that passes its own check answers a tenth
   * of the requests for 10 minutes, and is taken back when an alarm goes off meanwhile; needs `monitoring`. `all-at-once`: it
   * answers all of them at once, unchecked, and no alarm stops it.
   * @default 'all-at-once'
   */
  readonly deployment?: 'all-at-once' | 'canary';
  /**
   * The least level of the functions' lines that are kept. Each request and event is a line at `INFO`: metrics, security events
   * and the deletions that a restore applies again are read from those.
   * @default 'INFO'
   */
  readonly logLevel?: LogLevel;
  /**
   * The most instances of functions, which others of the account can't take either. New accounts may reserve none.
   * @default {} - all functions of the account share its instances
   */
  readonly reservedConcurrency?: Concurrency;
  /**
   * Instances of functions that are kept ready, without a cold start, at a price by the hour.
   * @default {} - instances start on demand
   */
  readonly provisionedConcurrency?: Concurrency;
  /**
   * A web application firewall: rates by source address over all routes, and AWS's common rules. Without it one anonymous address can use up
   * the rate of a route for all users. Costs 10 dollars a month, and 0.60 for a million requests.
   * @default false
   */
  readonly webAcl?: boolean;
  /**
   * A domain name of your own; tokens are issued under it unless `issuer` says otherwise.
   * @default - the API is reached at API Gateway's own name
   */
  readonly customDomain?: CustomDomainSettings | undefined;
  /**
   * Further names under which the API answers, such as the former and the next one during a move: docs/how-to/move.md#move-to-another-domain. With
   * `standby`, its certificate must cover them too.
   * @default [] - none
   */
  readonly additionalDomains?: readonly CustomDomainSettings[];
  /**
   * Let the API be reached from these VPC endpoints alone.
   * @default - it is on the internet
   */
  readonly privateApi?: PrivateApiSettings;
  /**
   * Use this table, a retained or a restored one, in place of the stack's own.
   * @default - the stack makes a table
   */
  readonly existingTable?: ExistingTableSettings;
  /**
   * The EventBridge bus that gets security events: sign-ups, sign-ins, reused refresh tokens, changes of passwords and so on.
   * @default - they stand in the logs only
   */
  readonly securityEventBusArn?: string | undefined;
  /**
   * A warm standby in another region; needs `region`, `customDomain` and signing keys with `multiRegion`.
   * @default - the stage lives in one region
   */
  readonly standby?: StandbySettings | undefined;
  /**
   * The account's KMS quota of RSA operations a second, which all RSA keys of the region share. The routes that sign are
   * throttled to half of it together, in each stage by itself: stages that share account and region need a part of it each.
   * @default 1000
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html
   */
  readonly kmsRsaQuota?: number;
}

/** Settings that have no value unless a stage gives one. */
type Unset =
  | 'alarmTopicArn'
  | 'customDomain'
  | 'privateApi'
  | 'existingTable'
  | 'securityEventBusArn'
  | 'standby';

/** The settings of one stage's operation, complete. */
export type OperationSettings = Required<Omit<OperationOptions, Unset>> & Pick<OperationOptions, Unset>;

/** What a stage gets that says nothing of its operation. */
export const operationDefaults: OperationSettings = {
  monitoring: false,
  probeAlarm: false,
  deployment: 'all-at-once',
  logLevel: 'INFO',
  additionalDomains: [],
  reservedConcurrency: {},
  provisionedConcurrency: {},
  webAcl: false,
  kmsRsaQuota: 1_000,
};
