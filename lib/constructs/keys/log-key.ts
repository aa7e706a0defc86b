/** A KMS key that encrypts logs. */
import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { addKeyAlias } from './add-key-alias';

/** The properties of a `LogKey`. */
export interface LogKeyProps {
  /** Keep the key when the stack is deleted; without the key the logs cannot be read. */
  readonly retainData: boolean;
}

/**
 * A symmetric key that CloudWatch Logs may use for the log groups of this account and region.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export class LogKey extends Construct {
  readonly key: kms.IKey;

  constructor(scope: Construct, id: string, props: LogKeyProps) {
    super(scope, id);
    const key = new kms.Key(this, 'Resource', {
      description: 'Encrypts the logs',
      enableKeyRotation: true,
      removalPolicy: props.retainData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
    });
    addKeyAlias(this, key.keyId);
    const { region, urlSuffix } = Stack.of(this);
    key.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal(`logs.${region}.${urlSuffix}`)],
        actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
        resources: ['*'],
        conditions: {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': Stack.of(this).formatArn({
              service: 'logs',
              resource: 'log-group',
              resourceName: '*',
              arnFormat: ArnFormat.COLON_RESOURCE_NAME,
            }),
          },
        },
      }),
    );
    this.key = key;
  }
}
