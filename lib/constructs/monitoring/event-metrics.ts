/** Metrics that are extracted from the functions' logs, so that no request waits for a metric to be sent. */
import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type CountedEventName, type EventDefinition, eventLists } from '../../../lambda/events';
import { toPascalCase } from '../../to-pascal-case';

/** The logs of the functions. */
export interface EventSources {
  readonly auth: logs.ILogGroup;
  readonly authorizer: logs.ILogGroup;
  readonly foo?: logs.ILogGroup;
  readonly discovery: logs.ILogGroup;
  readonly mail?: logs.ILogGroup;
  readonly mailFeedback?: logs.ILogGroup;
  readonly factors?: logs.ILogGroup;
}

/** The properties of `EventMetrics`. */
export interface EventMetricsProps {
  /** The namespace of the metrics, which no other stack of the account uses. */
  readonly namespace: string;
  readonly sources: EventSources;
  /** Whether accounts may have passkeys. @default false */
  readonly hasPasskeys?: boolean;
  /** Whether apps may receive codes. @default false */
  readonly hasPages?: boolean;
}

/** The counted events of each log. The operators' commands write to the log of auth. */
const LOGS = {
  auth: { ...eventLists.auth, ...eventLists.operators },
  authorizer: eventLists.authorizer,
  mail: eventLists.mail,
  mailFeedback: eventLists.mailFeedback,
  /** In the log of auth. */
  email: eventLists.email,
  /** In the log of auth, which checks the codes. */
  secondFactors: eventLists.secondFactors,
  /** In the log of auth. */
  passkeyProofs: eventLists.passkeyProofs,
  /** In the log of auth. */
  pages: eventLists.pages,
} as const;

/**
 * Matches a KMS call that was throttled until `auth` gave up; no other function calls KMS for requests. It is a regular expression,
 * because a quoted text allows a wildcard only at its end. CloudWatch does not support parentheses.
 */
const KMS_THROTTLED = '{ $.error.cause.message = %^kms.[A-Za-z]+ failed.+throttled.$% }';

/** Lambda's own report of an invocation: https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html */
const COLD_START = '{ $.type = "platform.report" && $.record.metrics.initDurationMs > 0 }';

/** Counts events and measures cold starts. Each metric costs by the month in which it has values. */
export class EventMetrics extends Construct {
  private readonly namespace: string;

  constructor(scope: Construct, id: string, props: EventMetricsProps) {
    super(scope, id);
    this.namespace = props.namespace;
    const { auth, authorizer, mail, mailFeedback, factors } = props.sources;
    this.countEvents(auth, LOGS.auth);
    this.countEvents(authorizer, LOGS.authorizer);
    if (mail) {
      this.countEvents(mail, LOGS.mail);
      this.countEvents(auth, LOGS.email);
    }
    if (mailFeedback) this.countEvents(mailFeedback, LOGS.mailFeedback);
    if (factors) this.countEvents(auth, LOGS.secondFactors);
    if (props.hasPasskeys) this.countEvents(auth, LOGS.passkeyProofs);
    if (props.hasPages) this.countEvents(auth, LOGS.pages);
    this.count('kms_throttled', auth, KMS_THROTTLED, {}, 'Auth');
    for (const [name, logGroup] of Object.entries(props.sources)) {
      new logs.MetricFilter(this, `ColdStart${toPascalCase(name)}`, {
        logGroup,
        metricNamespace: this.namespace,
        metricName: 'cold_start',
        filterPattern: logs.FilterPattern.literal(COLD_START),
        metricValue: '$.record.metrics.initDurationMs',
        unit: cloudwatch.Unit.MILLISECONDS,
      });
    }
  }

  /** Returns the number of events. @param period the length of one value @default - 5 minutes */
  events(name: CountedEventName | 'kms_throttled', period = Duration.minutes(5)): cloudwatch.Metric {
    return this.metric(name, cloudwatch.Stats.SUM, period);
  }

  /** Returns the start-up time in milliseconds before the first request of an instance. The sample count is the number of cold starts. */
  coldStarts(statistic: string): cloudwatch.Metric {
    return this.metric('cold_start', statistic, Duration.minutes(5));
  }

  /** Returns the number of rejected tokens, with one line for each reason. */
  rejections(): cloudwatch.MathExpression {
    return new cloudwatch.MathExpression({
      expression: `SEARCH('{"${this.namespace}",reason} MetricName="token_rejected"', 'Sum', 300)`,
      usingMetrics: {},
      label: '',
    });
  }

  private metric(metricName: string, statistic: string, period: Duration): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: this.namespace,
      metricName,
      statistic,
      period,
      label: metricName,
    });
  }

  private countEvents(logGroup: logs.ILogGroup, events: Readonly<Record<string, EventDefinition>>): void {
    for (const [name, { metric }] of Object.entries(events)) {
      if (metric === false) continue;
      const dimensions = metric === true ? {} : { [metric.dimension]: `$.${metric.dimension}` };
      this.count(name, logGroup, `{ $.event = "${name}" }`, dimensions);
    }
  }

  private count(
    metricName: string,
    logGroup: logs.ILogGroup,
    pattern: string,
    dimensions: Record<string, string> = {},
    suffix = '',
  ): void {
    new logs.MetricFilter(this, toPascalCase(metricName) + suffix, {
      logGroup,
      metricNamespace: this.namespace,
      metricName,
      filterPattern: logs.FilterPattern.literal(pattern),
      metricValue: '1',
      unit: cloudwatch.Unit.COUNT,
      ...(Object.keys(dimensions).length > 0 && { dimensions }),
    });
  }
}
