/** CloudTrail events of the stage's keys that only an operator or an attacker can cause. */
import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { keyAliasPrefix } from '../keys/add-key-alias';
import type { KeyNames } from '../keys/replicable-key';
import { createLogGroup, type LogStorage } from '../logging/log-group';

/** The properties of `KeyEvents`. */
export interface KeyEventsProps extends LogStorage {
  /** All keys of the stage, including retired keys and both keys during a change of keys. */
  readonly keys: readonly Pick<KeyNames, 'keyId'>[];
  /** The ARNs of the roles that may sign; a signature by any other principal is an event. */
  readonly signers: readonly string[];
}

/** Calls that disable a key or change its access. They do not accept an alias. */
const TAMPERING = ['DisableKey', 'ScheduleKeyDeletion', 'PutKeyPolicy'];

/**
 * Two rules on the default event bus, whose events are stored in a log. There are two because a pattern may have 2,048 characters, and
 * the key ids take most of it. EventBridge receives the events only in an account with a trail of management events that includes KMS.
 * CloudTrail treats a signature as read-only, and the state `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS` includes such events.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
export class KeyEvents extends Construct {
  private readonly rules: Readonly<Record<'tampering' | 'signatures', events.CfnRule>>;

  constructor(scope: Construct, id: string, props: KeyEventsProps) {
    super(scope, id);
    const logGroup = createLogGroup(this, 'Logs', props);
    const logArn = Stack.of(this).formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName: logGroup.logGroupName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const addRule = (ruleId: string, description: string, detail: object) =>
      new events.CfnRule(this, ruleId, {
        description,
        state: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
        eventPattern: {
          source: ['aws.kms'],
          'detail-type': ['AWS API Call via CloudTrail'],
          detail: { eventSource: ['kms.amazonaws.com'], ...detail },
        },
        targets: [{ id: 'Log', arn: logArn }],
      });
    this.rules = {
      tampering: addRule(
        'Tampering',
        'Keys of the stage that are disabled, scheduled for deletion or given another policy',
        {
          eventName: TAMPERING,
          $or: onKeys(props.keys),
        },
      ),
      signatures: addRule('Signatures', 'Signatures by others with keys of the stage', {
        eventName: ['Sign'],
        userIdentity: byOthersThan(props.signers),
        $or: onKeys(props.keys, this.aliases()),
      }),
    };
    this.letRulesWrite(logArn);
  }

  /** Returns the number of such events. A rule has values only when it matches, and an alarm keeps its state in a gap, so `FILL` closes the gaps. */
  count(): cloudwatch.MathExpression {
    const { tampering, signatures } = this.rules;
    return new cloudwatch.MathExpression({
      expression: 'SUM([FILL(tampering, 0), FILL(signatures, 0)])',
      usingMetrics: { tampering: matchesOf(tampering), signatures: matchesOf(signatures) },
      period: Duration.minutes(5),
      label: 'unexpected uses of keys',
    });
  }

  /** Returns the prefixes of the stack's alias names and alias ARNs: `Sign` accepts both in place of a key. */
  private aliases(): object[] {
    const { partition, region, account } = Stack.of(this);
    const name = keyAliasPrefix(this);
    return [{ prefix: name }, { prefix: `arn:${partition}:kms:${region}:${account}:${name}` }];
  }

  /**
   * Allows these rules to write to the log. EventBridge uses no role for a log, so a resource policy of CloudWatch Logs must allow it.
   * EventBridge creates a log stream without naming a rule.
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-cloudwatchlogs-permissions
   */
  private letRulesWrite(logArn: string): void {
    const allowed = {
      Effect: 'Allow',
      Principal: { Service: ['events.amazonaws.com', 'delivery.logs.amazonaws.com'] },
      Resource: `${logArn}:*`,
    };
    const ruleArns = Object.values(this.rules).map(({ attrArn }) => attrArn);
    new logs.CfnResourcePolicy(this, 'LogPolicy', {
      policyName: `${Stack.of(this).stackName}-key-events`,
      policyDocument: Stack.of(this).toJsonString({
        Version: '2012-10-17',
        Statement: [
          { ...allowed, Action: 'logs:CreateLogStream' },
          {
            ...allowed,
            Action: 'logs:PutLogEvents',
            Condition: { ArnEquals: { 'aws:SourceArn': ruleArns } },
          },
        ],
      }),
    });
  }
}

function matchesOf(rule: events.CfnRule): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: 'AWS/Events',
    metricName: 'TriggeredRules',
    dimensionsMap: { RuleName: rule.ref },
    statistic: cloudwatch.Stats.SUM,
    period: Duration.minutes(5),
  });
}

/**
 * Returns patterns for calls on the keys. A call that KMS rejects may lack the resource, but contains the requested id or ARN, which ends in the id.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
function onKeys(keys: KeyEventsProps['keys'], aliases: readonly object[] = []): object[] {
  const byId = keys.map(({ keyId }) => ({ suffix: keyId }));
  return [{ resources: { ARN: byId } }, { requestParameters: { keyId: [...byId, ...aliases] } }];
}

function byOthersThan(roleArns: readonly string[]): object {
  // an IAM user has no session issuer
  return { sessionContext: { sessionIssuer: { arn: [{ 'anything-but': roleArns }, { exists: false }] } } };
}
