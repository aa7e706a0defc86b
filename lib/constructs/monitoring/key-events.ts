/** What CloudTrail says of the stage's keys that only an operator or an intruder can cause. */
import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { KeyNames } from '../keys/replicable-key';
import { createLogGroup, type LogStorage } from '../logging/log-group';

/** What KeyEvents are made with. */
export interface KeyEventsProps extends LogStorage {
  /** The stage's keys. */
  readonly keys: readonly KeyNames[];
  /** The ARNs of the roles that sign; a signature by any other is an event. */
  readonly signers: readonly string[];
}

/** Calls that take a key away from the stage, or give it to others. */
const TAMPERING = ['DisableKey', 'ScheduleKeyDeletion', 'PutKeyPolicy'];

/**
 * A rule on the default bus, whose events are kept in a log. EventBridge gets them only in an account that has a trail with
 * management events, KMS's among them. A signature counts as read-only, hence the state of the rule.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 */
export class KeyEvents extends Construct {
  private readonly ruleName: string;

  constructor(scope: Construct, id: string, props: KeyEventsProps) {
    super(scope, id);
    const logGroup = createLogGroup(this, 'Logs', props);
    const logArn = Stack.of(this).formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName: logGroup.logGroupName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const policy = this.letRulesWrite(logArn);
    const rule = new events.CfnRule(this, 'Rule', {
      description: 'Keys of the stage that are disabled, deleted, given another policy, or used by others',
      state: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
      eventPattern: toPattern(props),
      targets: [{ id: 'Log', arn: logArn }],
    });
    rule.node.addDependency(policy);
    this.ruleName = rule.ref;
  }

  /** How often there was such an event. */
  count(): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: 'AWS/Events',
      metricName: 'TriggeredRules',
      dimensionsMap: { RuleName: this.ruleName },
      statistic: cloudwatch.Stats.SUM,
      period: Duration.minutes(5),
      label: 'unexpected uses of keys',
    });
  }

  /** EventBridge takes no role for a log: a policy of CloudWatch Logs must let it write. */
  private letRulesWrite(logArn: string): logs.CfnResourcePolicy {
    return new logs.CfnResourcePolicy(this, 'LogPolicy', {
      policyName: `${Stack.of(this).stackName}-key-events`,
      policyDocument: Stack.of(this).toJsonString({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: ['events.amazonaws.com', 'delivery.logs.amazonaws.com'] },
            Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            Resource: `${logArn}:*`,
          },
        ],
      }),
    });
  }
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
function toPattern({ keys, signers }: KeyEventsProps): object {
  const byOthers = {
    eventName: ['Sign'],
    // a user of IAM has no session
    userIdentity: {
      sessionContext: { sessionIssuer: { arn: [{ 'anything-but': signers }, { exists: false }] } },
    },
  };
  // a call that KMS refuses need not name the resource, but says what was asked for
  const onKeys = [
    { resources: { ARN: keys.map(({ keyArn }) => keyArn) } },
    { requestParameters: { keyId: keys.flatMap(({ keyArn, keyId }) => [keyArn, keyId]) } },
  ];
  return {
    source: ['aws.kms'],
    'detail-type': ['AWS API Call via CloudTrail'],
    detail: {
      eventSource: ['kms.amazonaws.com'],
      $or: onKeys.flatMap((onKey) => [
        { ...onKey, eventName: TAMPERING },
        { ...onKey, ...byOthers },
      ]),
    },
  };
}
