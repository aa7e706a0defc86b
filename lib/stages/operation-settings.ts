/** The settings of a stage's monitoring, deployment and endpoint, with their meaning and default. */
import type { FunctionName } from '../../lambda/environment';

/** A domain name for the API. */
export interface CustomDomainSettings {
  /**
   * The domain name, such as `auth.example.com`. Use one that only the API has: responses carry
   * `Strict-Transport-Security` with `includeSubDomains`, so browsers reach every name below it only by HTTPS.
   */
  readonly name: string;
  /** An ACM certificate for the name, in the region of the stack. */
  readonly certificateArn: string;
  /**
   * The Route 53 hosted zone in which the stack creates the record.
   * @default - the outputs show the record to create in your own DNS
   */
  readonly hostedZoneId?: string;
  /**
   * The construct id, which ends in `Domain`. A name keeps its id as long as it is served. Under another id CloudFormation
   * would create the name before it deletes it, which fails.
   * @default 'CustomDomain'
   */
  readonly id?: string;
}

/** A table that the stack uses without owning it. */
export interface ExistingTableSettings {
  /** The name of the table. */
  readonly name: string;
  /**
   * The KMS key that encrypts it.
   * @default - a key of AWS encrypts it
   */
  readonly encryptionKeyArn?: string;
}

/** The access to an API that is not on the internet. */
export interface PrivateApiSettings {
  /** Interface endpoints for `execute-api`, such as `vpce-0123456789abcdef0`. */
  readonly vpcEndpointIds: readonly string[];
}

/**
 * A second stack, on a replica of the table, for when the region of the first is lost: docs/how-to/run-a-standby.md. What
 * belongs to one region is its own; everything else is the stage's.
 */
export interface StandbySettings {
  /** The region of the second stack, such as `eu-west-1`. */
  readonly region: string;
  /**
   * Which of the two stacks runs its functions. Those of the other are stopped, and `none` stops both. Change it through
   * `none`, so that two regions never write at once, unless the functions of the other stack are stopped already, as after
   * a failover: docs/how-to/run-a-standby.md#failover.
   * @default 'first'
   */
  readonly serving?: 'first' | 'none' | 'standby';
  /** An ACM certificate for the name of `customDomain` and those of `additionalDomains`, in that region. */
  readonly certificateArn: string;
  /**
   * A KMS key in that region, which encrypts the replica. Needed if a customer managed key encrypts the table.
   * @default - a key of AWS encrypts it
   */
  readonly tableKeyArn?: string;
  /**
   * The SNS topic, in that region, that receives the standby's alarms. Needed if the stage has one.
   * @default - alarms have no action
   */
  readonly alarmTopicArn?: string;
  /**
   * The EventBridge bus, in that region, that receives the standby's security events.
   * @default - the events are only in the logs
   */
  readonly securityEventBusArn?: string;
  /**
   * The SES identity of the sender, in that region. Needed if the stage has `email`.
   * @default - the stage sends no mails
   */
  readonly emailIdentityArn?: string;
}

/** The number of instances, by function. */
export type Concurrency = Readonly<Partial<Record<FunctionName, number>>>;

/** The level of a log line; the functions write no line below `INFO`. */
export type LogLevel = 'INFO' | 'WARN' | 'ERROR';

/** The settings of one stage's operation, as its author writes them. */
export interface OperationOptions {
  /**
   * Creates metrics from the logs, a dashboard, alarms and saved queries. They cost some dollars a month:
   * docs/costs.md#monthly-costs.
   * @default false
   */
  readonly monitoring?: boolean;
  /**
   * The SNS topic that receives alarms. You own it, and not the stack, since it outlives any one stack.
   * @default - alarms have no action; with `retainData` the synthesis warns of it
   */
  readonly alarmTopicArn?: string | undefined;
  /**
   * How a deploy moves the aliases by which functions are called. `canary`: a new version that passes its own check answers a
   * tenth of the requests for 10 minutes. An alarm in that time takes it back. It needs `monitoring`. `all-at-once`: the new
   * version answers all requests at once, unchecked, and no alarm stops it.
   * @default 'all-at-once'
   */
  readonly deployment?: 'all-at-once' | 'canary';
  /**
   * The lowest level of the functions' lines that are kept. Each request and event is a line at `INFO`. Metrics, security
   * events and the deletions that a restore reapplies are read from those.
   * @default 'INFO'
   */
  readonly logLevel?: LogLevel;
  /**
   * The most instances of functions. Other functions of the account cannot use them. New accounts may reserve none.
   * @default {} - all functions of the account share its instances
   */
  readonly reservedConcurrency?: Concurrency;
  /**
   * Instances of functions that are kept ready, without a cold start, at a price by the hour.
   * @default {} - instances start on demand
   */
  readonly provisionedConcurrency?: Concurrency;
  /**
   * Creates a web application firewall: rates by source address over all routes, and AWS's common rules. Without it one
   * anonymous address can use up the rate of a route for all users. It costs 10 dollars a month, and 0.60 for a million
   * requests.
   * @default false
   */
  readonly webAcl?: boolean;
  /**
   * Your own domain name. Tokens are issued under it unless the stage sets an `issuer`.
   * @default - the API has API Gateway's own name
   */
  readonly customDomain?: CustomDomainSettings | undefined;
  /**
   * Further names under which the API answers, such as the previous and the next one during a move:
   * docs/how-to/move.md#move-to-another-domain. With `standby`, its certificate must cover them too.
   * @default []
   */
  readonly additionalDomains?: readonly CustomDomainSettings[];
  /**
   * Makes the API reachable only from these VPC endpoints.
   * @default - the API is on the internet
   */
  readonly privateApi?: PrivateApiSettings;
  /**
   * Uses this table, a retained or a restored one, in place of the stack's own.
   * @default - the stack creates a table
   */
  readonly existingTable?: ExistingTableSettings;
  /**
   * The EventBridge bus that receives security events: sign-ups, sign-ins, reused refresh tokens, changes of passwords and so
   * on.
   * @default - the events are only in the logs
   */
  readonly securityEventBusArn?: string | undefined;
  /**
   * A warm standby in another region. Needs `region`, `customDomain` and signing keys with `multiRegion`.
   * @default - the stage runs in one region
   */
  readonly standby?: StandbySettings | undefined;
  /**
   * The account's KMS quota of RSA operations a second, which all RSA keys of the region share. The routes that sign are
   * throttled together to half of it, in each stage separately. Stages that share account and region need a part of it each.
   * @default 1000
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html
   */
  readonly kmsRsaQuota?: number;
}

/** Settings without a default. */
type Unset =
  | 'alarmTopicArn'
  | 'customDomain'
  | 'privateApi'
  | 'existingTable'
  | 'securityEventBusArn'
  | 'standby';

/** The settings of one stage's operation, complete. */
export type OperationSettings = Required<Omit<OperationOptions, Unset>> & Pick<OperationOptions, Unset>;

/** The defaults of these settings. */
export const operationDefaults: OperationSettings = {
  monitoring: false,
  deployment: 'all-at-once',
  logLevel: 'INFO',
  additionalDomains: [],
  reservedConcurrency: {},
  provisionedConcurrency: {},
  webAcl: false,
  kmsRsaQuota: 1_000,
};
