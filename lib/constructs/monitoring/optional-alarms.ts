/** The alarms of the parts that a stage has only with a setting. */
import { Duration } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { MailDelivery } from '../email/mail-delivery';
import type { MailFeedback } from '../email/mail-feedback';
import type { AlarmRule } from './alarm-rule';
import type { ApiMetrics } from './api-metrics';
import type { EventMetrics } from './event-metrics';

/** The metrics, and the parts of a stage. */
export interface OptionalAlarmsProps {
  readonly metrics: ApiMetrics;
  readonly events: EventMetrics;
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
  /**
   * Whether accounts may have second factors.
   * @default false
   */
  readonly hasFactors?: boolean;
}

/** Returns the rules of the parts that a stage has. */
export function optionalRules({
  metrics,
  events,
  forwardingErrors,
  mail,
  hasFactors,
}: OptionalAlarmsProps): AlarmRule[] {
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
  if (hasFactors) {
    rules.push({
      id: 'SecondFactorsGuessed',
      metric: events.events('factor_code_rejected'),
      threshold: 50,
      periods: 3,
      description:
        'Over 50 codes of second factors were wrong in each of three times 5 minutes. An attacker who knows passwords may be guessing codes. See factor_code_rejected in the log of auth for the accounts, and set webAcl or block the addresses.',
    });
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
