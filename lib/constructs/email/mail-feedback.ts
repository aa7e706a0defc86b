/** The reports of mails that come back: from the configuration sets of SES, by EventBridge, to the function that marks addresses. */
import { Aws, Duration, Validations } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as ses from 'aws-cdk-lib/aws-ses';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { ServiceFunction } from '../functions/service-function';

/** A sender, with or without a configuration set of its owner's. */
export interface ReportedSender {
  /** The name of an existing configuration set. @default - the one that this construct creates */
  readonly configurationSetName?: string;
}

/** The properties of a `MailFeedback`. */
export interface MailFeedbackProps {
  /** The senders, of the running version and of the next; at least one. */
  readonly senders: readonly ReportedSender[];
}

/**
 * Creates a configuration set if a sender has none. It demands TLS of the servers that receive mails, counts its own bounces and
 * complaints, and tracks neither opens nor clicks. Its bounces and complaints go to the default event bus, the only one that SES allows.
 *
 * A rule passes the reports of all configuration sets to the function. Lambda invokes it at most three times for a report, and then keeps
 * the report in a queue for 14 days. The queue is encrypted, because a report holds the address.
 */
export class MailFeedback extends Construct {
  /** The names of the senders' configuration sets, in the order of the senders. */
  readonly configurationSets: readonly string[];
  /** The name of the set that was created. Undefined without one. */
  readonly createdSet: string | undefined;
  private readonly failed: sqs.Queue;

  constructor(scope: Construct, id: string, props: MailFeedbackProps) {
    super(scope, id);
    const needsSet = props.senders.some(({ configurationSetName }) => configurationSetName === undefined);
    this.createdSet = needsSet ? this.createConfigurationSet() : undefined;
    this.configurationSets = props.senders.map((sender) => this.nameOf(sender));
    this.failed = new sqs.Queue(this, 'Failed', {
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(this.failed).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is itself the queue of what failed. Operators read it, and no function does.',
    });
  }

  /** Returns the name of a sender's configuration set. */
  nameOf({ configurationSetName }: ReportedSender): string {
    const name = configurationSetName ?? this.createdSet;
    if (name === undefined) throw new Error('The sender must be one of senders');
    return name;
  }

  /** Invokes a function with every report of a bounce or a complaint. */
  reportTo(feedback: ServiceFunction): void {
    new events.Rule(this, 'Rule', {
      description: 'Mails that came back',
      eventPattern: {
        // SES itself: no account can put events of this source on a bus
        source: ['aws.ses'],
        account: [Aws.ACCOUNT_ID],
        detailType: ['Email Bounced', 'Email Complaint Received'],
        detail: { mail: { tags: { 'ses:configuration-set': [...new Set(this.configurationSets)] } } },
      },
      targets: [new targets.LambdaFunction(feedback.function)],
    });
    feedback.function.configureAsyncInvoke({
      retryAttempts: 2,
      // the destination of the library would also allow actions that Lambda does not call
      onFailure: { bind: () => ({ destination: this.failed.queueArn }) },
    });
    iam.Grant.addToPrincipal({
      grantee: feedback,
      actions: ['sqs:SendMessage'],
      resourceArns: [this.failed.queueArn],
    });
  }

  /** Returns the number of reports that could not be processed. */
  failedCount(): cloudwatch.Metric {
    return this.failed.metricApproximateNumberOfMessagesVisible({
      statistic: cloudwatch.Stats.MAXIMUM,
      label: 'reports that failed',
    });
  }

  /**
   * Returns a rate from 0 to 1 for the configuration set in use, which SES publishes if the set counts its reputation.
   * @see https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-cloudwatch-alarm.html
   */
  reputation(rate: 'BounceRate' | 'ComplaintRate'): cloudwatch.Metric {
    const [configurationSet = ''] = this.configurationSets;
    return new cloudwatch.Metric({
      namespace: 'AWS/SES',
      metricName: `Reputation.${rate}`,
      dimensionsMap: { 'ses:configuration-set': configurationSet },
      statistic: cloudwatch.Stats.AVERAGE,
      period: Duration.hours(1),
      label: rate,
    });
  }

  /** Creates the configuration set, and returns its name. */
  private createConfigurationSet(): string {
    const set = new ses.ConfigurationSet(this, 'ConfigurationSet', {
      reputationMetrics: true,
      tlsPolicy: ses.ConfigurationSetTlsPolicy.REQUIRE,
    });
    set.addEventDestination('Reports', {
      destination: ses.EventDestination.eventBus(events.EventBus.fromEventBusName(this, 'Bus', 'default')),
      events: [ses.EmailSendingEvent.BOUNCE, ses.EmailSendingEvent.COMPLAINT],
    });
    return set.configurationSetName;
  }
}
