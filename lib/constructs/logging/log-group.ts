/** Log groups: their retention, their removal policy and their encryption key. */
import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** The properties of a log group. */
export interface LogStorage {
  /** The retention of log lines. */
  readonly logRetention: logs.RetentionDays;
  /** Keep the log group when the stack is deleted. */
  readonly retainData: boolean;
  /**
   * A KMS key whose policy allows CloudWatch Logs to use it.
   * @default - CloudWatch Logs encrypts with its own key
   */
  readonly logEncryptionKey?: kms.IKey | undefined;
}

/**
 * Creates a log group.
 * @param name required where an AWS service prescribes the name @default - CloudFormation chooses the name
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
      reason: 'CloudWatch Logs encrypts the log group with its own key. A stage can set another key.',
    });
  }
  return logGroup;
}
