/** Alarms of an API, each with a description of what to do. */
import { Duration, Validations } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { toPascalCase } from '../../to-pascal-case';
import type { AlarmRule } from './alarm-rule';
import { type OptionalAlarmsProps, optionalRules } from './optional-alarms';

/** The properties of `ApiAlarms`. */
export interface ApiAlarmsProps extends OptionalAlarmsProps {
  /**
   * The SNS topic that receives notifications.
   * @default - no notifications
   */
  readonly topicArn?: string | undefined;
  /**
   * Names of the functions whose newest version is watched during its first requests.
   * @default [] - versions are not watched separately
   */
  readonly watchedVersions?: readonly string[];
  /** The count of unexpected uses of the stage's keys. */
  readonly keyEvents: cloudwatch.IMetric;
}

/** The page with a heading for each alarm. */
const ALARMS_PAGE = 'docs/how-to/alarms.md';

/** The failure rate, in percent, at which a version is rolled back. A canary of 10 % whose functions all fail has five times as much. */
const BAD_RATE = 2;

/**
 * Nine alarms, one for each watched version, and up to ten optional ones. An account has ten free alarm metrics; each further metric
 * costs 10 cents a month.
 */
export class ApiAlarms extends Construct {
  readonly all: readonly cloudwatch.Alarm[];
  private readonly rollback: readonly cloudwatch.Alarm[];
  private readonly byVersion: ReadonlyMap<string, cloudwatch.Alarm>;

  constructor(scope: Construct, id: string, props: ApiAlarmsProps) {
    super(scope, id);
    const topic = props.topicArn && sns.Topic.fromTopicArn(this, 'Topic', props.topicArn);
    const add = (rule: AlarmRule) => {
      const alarm = this.addAlarm(rule);
      if (topic) {
        alarm.addAlarmAction(new actions.SnsAction(topic));
        alarm.addOkAction(new actions.SnsAction(topic));
      } else {
        Validations.of(alarm).acknowledge({
          id: 'NIST.800.53.R5-CloudWatchAlarmAction',
          reason: 'The setting alarmTopicArn decides who is notified.',
        });
      }
      return alarm;
    };
    this.rollback = rollbackRules(props).map(add);
    this.byVersion = new Map(
      (props.watchedVersions ?? []).map((name) => [name, add(versionRule(name, props))] as const),
    );
    const others = [...operationRules(props), ...optionalRules(props)].map(add);
    this.all = [...this.rollback, ...this.byVersion.values(), ...others];
  }

  /** Returns the alarms of a bad version of a function. Callers cannot trigger them by content or races: a lost race is a 4xx response. */
  rollbackOf(name: string): readonly cloudwatch.Alarm[] {
    const own = this.byVersion.get(name);
    return own === undefined ? this.rollback : [...this.rollback, own];
  }

  private addAlarm(rule: AlarmRule): cloudwatch.Alarm {
    const { id, metric, threshold, heading = id } = rule;
    return new cloudwatch.Alarm(this, id, {
      metric,
      threshold,
      alarmDescription: `${rule.description} ${ALARMS_PAGE}#${heading.toLowerCase()}`,
      evaluationPeriods: rule.periods ?? 1,
      comparisonOperator: rule.comparison ?? cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: rule.missing ?? cloudwatch.TreatMissingData.NOT_BREACHING,
    });
  }
}

/**
 * Returns rules on rates, so that the number of requests does not affect them, over 5 minutes that CloudWatch shifts by one each minute.
 * The authorizer's own error metric counts every invalid token, so any caller could trigger an alarm on it.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 */
function rollbackRules({ metrics, events }: ApiAlarmsProps): AlarmRule[] {
  return [
    {
      id: 'ServerErrors',
      metric: metrics.serverErrorRate(),
      threshold: BAD_RATE,
      description:
        'The API returned 5xx to 2 in 100 requests, of at least 20 in 5 minutes. Run the query "Which requests failed" and follow a requestId. If the errors began with a deployment, roll it back.',
    },
    {
      id: 'AuthorizerFaults',
      metric: metrics.failureRateOf('authorizer', events.events('authorizer_failed')),
      threshold: BAD_RATE,
      description:
        'The authorizer failed at 2 in 100 calls, of at least 20 in 5 minutes, and callers received 500. Run the query "Why the authorizer failed", which names the AWS call that failed.',
    },
  ];
}

function versionRule(name: string, { metrics }: ApiAlarmsProps): AlarmRule {
  return {
    id: `${toPascalCase(name)}VersionErrors`,
    heading: 'VersionErrors',
    metric: metrics.versionErrorRate(name),
    threshold: BAD_RATE,
    description: `The newest version of ${name} ended without a response at 2 in 100 calls, of at least 20 in 5 minutes. See its log for timeouts, lack of memory and errors at load, and roll the version back.`,
  };
}

function operationRules({ metrics, events, keyEvents }: ApiAlarmsProps): AlarmRule[] {
  return [
    {
      id: 'UnexpectedKeyUse',
      metric: keyEvents,
      threshold: 1,
      description:
        'A key was disabled, scheduled for deletion or given another policy, or another role than auth signed with it. See who did it in the log whose name contains KeyEvents. If it was not your deployment, retire the key.',
    },
    {
      id: 'SlowAnswers',
      metric: metrics.gateway('Latency', cloudwatch.Stats.percentile(99)),
      threshold: 3_000,
      periods: 3,
      description:
        'One response in a hundred took over 3 seconds, for 15 minutes. Look at the dashboard for cold starts, DynamoDB, and functions that wait for KMS. The query "What is slow" names the route.',
    },
    {
      id: 'KmsThrottled',
      metric: events.events('kms_throttled'),
      threshold: 1,
      description:
        'KMS throttled the functions until they stopped retrying, and sign-ins received 503. See what shares the quota of RSA operations in this region, request a higher quota, and set kmsRsaQuota.',
    },
    {
      id: 'TableThrottled',
      metric: metrics.tableThrottles(),
      threshold: 1,
      periods: 2,
      description:
        'DynamoDB throttled reads or writes for 10 minutes. One key is used far too often, or traffic doubled within half an hour. See the query "Who calls most" and the table in the DynamoDB console.',
    },
    {
      id: 'FunctionsThrottled',
      metric: metrics.allFunctions('Throttles'),
      threshold: 1,
      periods: 2,
      description:
        'Lambda had no free instance for a function, for 10 minutes. See the concurrency of the AWS account and what else runs there. Request a higher quota, or set reservedConcurrency.',
    },
    {
      id: 'RefreshTokensReused',
      metric: events.events('refresh_token_reused', Duration.hours(1)),
      threshold: 5,
      description:
        'Replaced refresh tokens were reused 5 times in an hour, and their sessions have ended. Tokens may be stolen, or a client does not store the new ones. See the query "Whose refresh token was reused".',
    },
    {
      id: 'FailedSignIns',
      metric: events.events('sign_in_failed'),
      threshold: 200,
      periods: 3,
      description:
        'Over 200 sign-ins failed in each of three times 5 minutes. An attacker may be trying passwords. See the query "Where failed sign-ins come from", and set webAcl or block the addresses.',
    },
  ];
}
