/** How logs are kept: for how long, beyond the stack or not, and under which key. */
import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** What a log group is made with. */
export interface LogStorage {
  /** How long the lines are kept. */
  readonly logRetention: logs.RetentionDays;
  /** Keep the log when the stack is deleted. */
  readonly retainData: boolean;
  /**
   * A KMS key whose policy lets CloudWatch Logs use it.
   * @default - a key of CloudWatch Logs
   */
  readonly logEncryptionKey?: kms.IKey | undefined;
}

/**
 * Makes a log group.
 * @param name where a service of AWS demands one; otherwise CloudFormation chooses
 */
export function createLogGroup(
  scope: Construct,
  id: string,
  storage: LogStorage,
  name?: string,
): logs.LogGroup {
  const { logRetention, retainData, logEncryptionKey } = storage;
  const logGroup = new logs.LogGroup(scope, id, {
    retention: logRetention,
    removalPolicy: retainData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
    ...(logEncryptionKey !== undefined && { encryptionKey: logEncryptionKey }),
    ...(name !== undefined && { logGroupName: name }),
  });
  if (logEncryptionKey === undefined) {
    Validations.of(logGroup).acknowledge({
      id: 'NIST.800.53.R5-CloudWatchLogGroupEncrypted',
      reason: 'It is encrypted under a key of CloudWatch Logs; a stage may choose a key of its own.',
    });
  }
  return logGroup;
}
