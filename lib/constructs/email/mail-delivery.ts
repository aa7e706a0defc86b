/** The delivery of mails: a queue between the function that requests a mail and the function that sends it, and the key of their codes. */
import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { ServiceFunction } from '../functions/service-function';
import { MailKey, type MailKeyProps } from '../keys/mail-key';
import { MailFeedback, type MailFeedbackProps } from './mail-feedback';

/** The properties of a `MailDelivery`: those of its key, and of the reports on its mails. */
export type MailDeliveryProps = MailKeyProps & MailFeedbackProps;

/** The timeout of the function that sends. */
export const MAIL_TIMEOUT = Duration.seconds(10);

/**
 * How long the queue hides a message that was received, which is also the time between two attempts. Lambda demands the timeout of the
 * function, and AWS recommends six times as much.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
const VISIBILITY_TIMEOUT = Duration.seconds(6 * MAIL_TIMEOUT.toSeconds());

/** The attempts of a mail. With the timeout above they last 15 minutes, so an expired request is seen and discarded. */
const ATTEMPTS = 15;

/** Messages that one invocation receives. */
const BATCH_SIZE = 5;

/**
 * Instances that send at once, the fewest that Lambda allows. The function cannot use up the instances of an account, and ten mails at
 * once are near the rate that SES first grants.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html#events-sqs-max-concurrency
 */
const MAX_CONCURRENCY = 2;

/**
 * A queue of requests for mails, which hold neither an address nor a code, and the HMAC key of the codes. SQS encrypts the messages
 * with a key of its own, and accepts only TLS. A message that was not sent after 15 attempts moves to a second queue for 14 days,
 * from which an operator can send it back. Without mails only the key costs, and the calls with which Lambda reads the empty queue.
 */
export class MailDelivery extends Construct {
  readonly key: MailKey;
  readonly queueUrl: string;
  /** The reports of mails that come back. */
  readonly reports: MailFeedback;
  private readonly queue: sqs.Queue;
  private readonly undelivered: sqs.Queue;

  constructor(scope: Construct, id: string, props: MailDeliveryProps) {
    super(scope, id);
    this.key = new MailKey(this, 'Key', props);
    const security = { encryption: sqs.QueueEncryption.SQS_MANAGED, enforceSSL: true };
    this.undelivered = new sqs.Queue(this, 'Undelivered', {
      ...security,
      // the maximum; a message keeps the age that it had in the first queue
      retentionPeriod: Duration.days(14),
    });
    this.queue = new sqs.Queue(this, 'Queue', {
      ...security,
      visibilityTimeout: VISIBILITY_TIMEOUT,
      // longer than all attempts take: SQS deletes an older message, and does not move it
      retentionPeriod: Duration.hours(4),
      deadLetterQueue: { queue: this.undelivered, maxReceiveCount: ATTEMPTS },
    });
    this.queueUrl = this.queue.queueUrl;
    this.reports = new MailFeedback(this, 'Reports', props);
  }

  /** Allows the grantee to add a message. */
  grantSend(grantee: iam.IGrantable): void {
    iam.Grant.addToPrincipal({
      grantee,
      actions: ['sqs:SendMessage'],
      resourceArns: [this.queue.queueArn],
    });
  }

  /** Invokes a function with the messages. Its response lists the messages that failed, which are received again. */
  deliverTo(mail: ServiceFunction): void {
    // the construct for event sources would also allow actions that Lambda does not call
    iam.Grant.addToPrincipal({
      grantee: mail,
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      resourceArns: [this.queue.queueArn],
    });
    new lambda.EventSourceMapping(this, 'Source', {
      target: mail.function,
      eventSourceArn: this.queue.queueArn,
      batchSize: BATCH_SIZE,
      maxConcurrency: MAX_CONCURRENCY,
      reportBatchItemFailures: true,
    });
  }

  /** Returns the number of requested mails. */
  requested(): cloudwatch.Metric {
    return this.queue.metricNumberOfMessagesSent({ statistic: cloudwatch.Stats.SUM, label: 'requested' });
  }

  /** Returns the age of the oldest message, in seconds. SQS leaves out a message that was received more than three times. */
  oldestAge(): cloudwatch.Metric {
    return this.queue.metricApproximateAgeOfOldestMessage({
      statistic: cloudwatch.Stats.MAXIMUM,
      label: 'age of the oldest (s)',
    });
  }

  /** Returns the number of messages that could not be sent. */
  undeliveredCount(): cloudwatch.Metric {
    return this.undelivered.metricApproximateNumberOfMessagesVisible({
      statistic: cloudwatch.Stats.MAXIMUM,
      label: 'undelivered',
    });
  }
}
