/** Alarms of an API, each with a description of what to do. */
import { Duration, Validations } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { toPascalCase } from '../../to-pascal-case';
import type { MailDelivery } from '../email/mail-delivery';
import type { MailFeedback } from '../email/mail-feedback';
import type { ApiMetrics } from './api-metrics';
import type { EventMetrics } from './event-metrics';

/** The properties of `ApiAlarms`. */
export interface ApiAlarmsProps {
  readonly metrics: ApiMetrics;
  readonly events: EventMetrics;
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
  /**
   * Errors of the function that forwards security events.
   * @default - security events are not forwarded
   */
  readonly forwardingErrors?: cloudwatch.IMetric | undefined;
  /**
   * The delivery of mails.
   * @default - the stage sends no mails
   */
  readonly mail?: MailDelivery | undefined;
}

interface AlarmRule {
  readonly id: string;
  readonly metric: cloudwatch.IMetric;
  readonly threshold: number;
  /** The meaning of the alarm, and what to do. */
  readonly description: string;
  /** The heading in docs/how-to/alarms.md. @default - the id */
  readonly heading?: string;
  /** The number of consecutive values of the metric. @default 1 */
  readonly periods?: number;
  /** @default - at the threshold and above */
  readonly comparison?: cloudwatch.ComparisonOperator;
  /** The treatment of missing values. @default - missing values do not trigger the alarm */
  readonly missing?: cloudwatch.TreatMissingData;
}

/** The page with a heading for each alarm. */
const ALARMS_PAGE = 'docs/how-to/alarms.md';

/** The failure rate, in percent, at which a version is rolled back. A canary of 10 % whose functions all fail has five times as much. */
const BAD_RATE = 2;

/**
 * Nine alarms, one for each watched version, and up to eight optional ones. An account has ten free alarm metrics; each further metric
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

function optionalRules({ metrics, events, forwardingErrors, mail }: ApiAlarmsProps): AlarmRule[] {
  const rules: AlarmRule[] = [];
  const replicationLatency = metrics.replicationLatency();
  if (replicationLatency) {
    rules.push({
      id: 'ReplicaBehind',
      metric: replicationLatency,
      threshold: 60_000,
      periods: 3,
      description:
        'Writes took over a minute to reach the other region, for 15 minutes. A failover would lose these writes. See the AWS Health Dashboard of both regions, and whether the key of the replica can be used.',
    });
  }
  if (forwardingErrors) {
    rules.push({
      id: 'SecurityEventsLost',
      metric: forwardingErrors,
      threshold: 1,
      periods: 3,
      description:
        'Security events did not reach the event bus. They are stored in the logs. See the response of EventBridge in the log of the forwarding function, and whether the bus accepts events of this AWS account.',
    });
  }
  if (mail) {
    rules.push(
      {
        id: 'MailsDelayed',
        metric: mail.oldestAge(),
        threshold: 300,
        description:
          'A mail waited for over 5 minutes, so that codes expire before users receive them. See the log of mail for the responses of SES, and the AWS Health Dashboard.',
      },
      {
        id: 'MailsRefused',
        metric: events.events('mail_refused', Duration.hours(1)),
        threshold: 3,
        description:
          'SES refused 3 mails in an hour, and they were not sent. See the log of mail for the reason, such as an identity that is not verified or an account in the sandbox.',
      },
      {
        id: 'PasswordResetsFailed',
        metric: events.events('password_reset_failed'),
        threshold: 50,
        periods: 3,
        description:
          'Over 50 codes of password resets were wrong in each of three times 5 minutes. An attacker may be guessing them. See password_reset_failed in the log of auth, and set webAcl or block the addresses.',
      },
      {
        id: 'MailsUndelivered',
        metric: mail.undeliveredCount(),
        threshold: 1,
        description:
          'A mail could not be sent in 15 attempts. See the log of mail for the reason. Then send the messages back to their queue, or delete them.',
      },
      ...feedbackRules(mail.reports),
    );
  }
  return rules;
}

/**
 * Returns rules at the rates at which AWS reviews an account. At twice the bounces, or five times the complaints, it may stop all mails.
 * @see https://docs.aws.amazon.com/ses/latest/dg/reputation-dashboard-dg.html
 */
function feedbackRules(feedback: MailFeedback): AlarmRule[] {
  return [
    {
      id: 'MailsBounce',
      metric: feedback.reputation('BounceRate'),
      threshold: 0.05,
      description:
        'At least 5 in 100 mails bounced, and SES may review the account. See whether users mistype addresses, or a client asks for mails to addresses that do not exist.',
    },
    {
      id: 'MailComplaints',
      metric: feedback.reputation('ComplaintRate'),
      threshold: 0.001,
      description:
        'At least 1 in 1,000 mails was reported as spam, and SES may review the account. See whether a client asks for mails to the addresses of others.',
    },
    {
      id: 'MailFeedbackFailed',
      metric: feedback.failedCount(),
      threshold: 1,
      description:
        'A bounce or a complaint could not be processed, and later mails still go to its address. See the log of mail-feedback for the reason. Then invoke the function with the event in the queue, and delete the message.',
    },
  ];
}
