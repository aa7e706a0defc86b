/** A dashboard of an API, from the callers' view down to the costs. */
import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { MailDelivery } from '../email/mail-delivery';
import type { MailFeedback } from '../email/mail-feedback';
import type { ApiMetrics } from './api-metrics';
import type { EventMetrics } from './event-metrics';

/** The properties of an `ApiDashboard`. */
export interface ApiDashboardProps {
  readonly metrics: ApiMetrics;
  readonly events: EventMetrics;
  /** The alarms at the top of the dashboard. */
  readonly alarms: readonly cloudwatch.IAlarm[];
  /** The delivery of mails. @default - the stage sends no mails */
  readonly mail?: MailDelivery | undefined;
  /** Whether accounts may have second factors. @default false */
  readonly hasFactors?: boolean;
  /** Whether accounts may have passkeys. @default false */
  readonly hasPasskeys?: boolean;
}

const SUM = cloudwatch.Stats.SUM;
const P50 = cloudwatch.Stats.percentile(50);
const P99 = cloudwatch.Stats.percentile(99);

/** One dashboard of 50 metrics, the maximum of a free dashboard, and more in a stage with e-mail, second factors or passkeys. docs/how-to/monitor.md explains how to read it. */
export class ApiDashboard extends Construct {
  constructor(scope: Construct, id: string, props: ApiDashboardProps) {
    super(scope, id);
    new cloudwatch.Dashboard(this, 'Resource', {
      defaultInterval: Duration.hours(12),
      widgets: [
        [
          new cloudwatch.AlarmStatusWidget({
            title: 'Alarms',
            width: 24,
            height: 3,
            alarms: [...props.alarms],
          }),
        ],
        trafficRow(props),
        signInRow(props),
        functionRow(props),
        dependencyRow(props),
        ...(props.mail ? [mailRow(props, props.mail), feedbackRow(props, props.mail.reports)] : []),
        costRow(props),
      ],
    });
  }
}

function graph(
  title: string,
  left: cloudwatch.IMetric[],
  right: cloudwatch.IMetric[] = [],
): cloudwatch.IWidget {
  return new cloudwatch.GraphWidget({ title, width: 8, height: 6, left, right, liveData: true });
}

function trafficRow({ metrics }: ApiDashboardProps): cloudwatch.IWidget[] {
  return [
    graph('Requests', [metrics.gateway('Count', SUM)]),
    graph('Latency (ms)', [metrics.gateway('Latency', P50), metrics.gateway('Latency', P99)]),
    graph('Errors', [metrics.gateway('5XXError', SUM)], [metrics.gateway('4XXError', SUM)]),
  ];
}

function signInRow({ events, hasFactors, hasPasskeys }: ApiDashboardProps): cloudwatch.IWidget[] {
  return [
    graph('Sign-ins', [
      events.events('signed_in'),
      events.events('sign_in_failed'),
      ...(hasFactors ? [events.events('factor_code_rejected')] : []),
      ...(hasPasskeys ? [events.events('passkey_rejected')] : []),
    ]),
    graph('Accounts', [
      events.events('account_registered'),
      events.events('password_changed'),
      events.events('password_change_failed'),
      events.events('account_deleted'),
      events.events('attempt_throttled'),
      events.events('refresh_token_reused'),
    ]),
    graph('Rejected tokens, by reason', [events.rejections()], [events.events('authorizer_failed')]),
  ];
}

function functionRow({ metrics, events }: ApiDashboardProps): cloudwatch.IWidget[] {
  return [
    graph('Durations of functions, p99 (ms)', metrics.functions('Duration', P99)),
    graph(
      'Cold starts, and their p99 (ms)',
      [events.coldStarts(cloudwatch.Stats.SAMPLE_COUNT)],
      [events.coldStarts(P99)],
    ),
    graph(
      'Throttled invocations, and instances',
      [metrics.allFunctions('Throttles')],
      metrics.functions('ConcurrentExecutions', cloudwatch.Stats.MAXIMUM),
    ),
  ];
}

function dependencyRow({ metrics, events }: ApiDashboardProps): cloudwatch.IWidget[] {
  return [
    graph('DynamoDB, p99 (ms)', metrics.tableLatency(P99)),
    graph('Throttled by DynamoDB and by KMS', [metrics.tableThrottles(), events.events('kms_throttled')]),
    // KMS publishes no latency; these functions spend most of their time waiting for it
    graph(
      'Signatures, and the median of functions that wait for KMS (ms)',
      [metrics.signatures()],
      metrics.functions('Duration', P50),
    ),
  ];
}

function mailRow({ events }: ApiDashboardProps, mail: MailDelivery): cloudwatch.IWidget[] {
  return [
    graph(
      'Mails: requested; discarded before they were sent, and refused by SES',
      [mail.requested()],
      [events.events('mail_discarded'), events.events('mail_refused')],
    ),
    graph('Age of the oldest mail (s)', [mail.oldestAge()]),
    graph('Mails that could not be sent', [mail.undeliveredCount()]),
  ];
}

function feedbackRow({ events }: ApiDashboardProps, feedback: MailFeedback): cloudwatch.IWidget[] {
  return [
    graph('Bounces and complaints, of 1', [
      feedback.reputation('BounceRate'),
      feedback.reputation('ComplaintRate'),
    ]),
    graph('Addresses that were marked, and reports that changed nothing', [
      events.events('email_undeliverable'),
      events.events('mail_feedback_ignored'),
    ]),
    graph('Reports that could not be processed', [feedback.failedCount()]),
  ];
}

function costRow({ metrics }: ApiDashboardProps): cloudwatch.IWidget[] {
  return [
    graph('Cost: milliseconds of functions', metrics.functions('Duration', SUM)),
    graph('Cost: capacity of the table', metrics.tableCapacity()),
    new cloudwatch.TextWidget({
      width: 8,
      height: 6,
      markdown: 'Requests and signatures, above, cost most. How to read this page: `docs/how-to/monitor.md`.',
    }),
  ];
}
