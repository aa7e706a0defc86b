/** Forwards security events from the functions' logs to an EventBridge bus. No request waits for it. */
import * as path from 'node:path';
import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as destinations from 'aws-cdk-lib/aws-logs-destinations';
import { Construct } from 'constructs';
import { AUDITED } from '../../../lambda/events';
import { ServiceFunction } from '../functions/service-function';
import type { LogStorage } from '../logging/log-group';

/** The properties of a `SecurityEventForwarder`. */
export interface SecurityEventForwarderProps extends LogStorage {
  readonly eventBusArn: string;
  /** The logs that contain the events, by function name. */
  readonly sources: Readonly<Record<string, logs.ILogGroup>>;
}

/**
 * Audited events carry a field that the subscription matches: a pattern that named them all would soon exceed its 1,024 characters. A
 * subscription cannot target an event bus, so a function forwards the events.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
 */
export class SecurityEventForwarder extends Construct {
  readonly function: lambda.IFunction;

  constructor(scope: Construct, id: string, props: SecurityEventForwarderProps) {
    super(scope, id);
    const forwarder = new ServiceFunction(this, 'Function', {
      logRetention: props.logRetention,
      retainData: props.retainData,
      logEncryptionKey: props.logEncryptionKey,
      entry: path.join(__dirname, '..', '..', '..', 'lambda', 'security-events', 'handler.ts'),
      description: 'Forwards security events',
      environment: { EVENT_BUS_ARN: props.eventBusArn },
      memorySize: 256,
      timeout: Duration.minutes(1),
    });
    iam.Grant.addToPrincipal({
      grantee: forwarder,
      actions: ['events:PutEvents'],
      resourceArns: [props.eventBusArn],
    });
    for (const [name, logGroup] of Object.entries(props.sources)) {
      new logs.SubscriptionFilter(this, `${name}Subscription`, {
        logGroup,
        destination: new destinations.LambdaDestination(forwarder.function),
        filterPattern: logs.FilterPattern.booleanValue(`$.${AUDITED}`, true),
      });
    }
    this.function = forwarder.function;
  }
}
