/** A KMS key that can have a replica in another region, or that is one. */
import { RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/** How a key lives. */
export interface KeyLife {
  /** Keep the key when the stack is deleted. */
  readonly retainData: boolean;
  /**
   * Make a key that can have replicas in other regions. A key can't become one later.
   * @default false
   */
  readonly multiRegion?: boolean | undefined;
  /**
   * Make a replica of this multi-Region key of another region, with its id and its key material.
   * @default - a key of its own
   */
  readonly replicaOf?: KeyNames | undefined;
}

/** By what a key is known. */
export interface KeyNames {
  /** The id, which a replica has in common with its primary key. */
  readonly keyId: string;
  readonly keyArn: string;
}

/** What the key does. */
export type KeyPurpose = Required<Pick<kms.KeyProps, 'description' | 'keySpec' | 'keyUsage'>>;

/**
 * Makes the key, as the child `Resource` of a construct. IAM policies of the account decide who may use it.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html
 */
export function createReplicableKey(scope: Construct, purpose: KeyPurpose, life: KeyLife): KeyNames {
  const removalPolicy = life.retainData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
  if (life.replicaOf === undefined) {
    const multiRegion = life.multiRegion && { multiRegion: true };
    return new kms.Key(scope, 'Resource', { ...purpose, ...multiRegion, removalPolicy });
  }
  const replica = new kms.CfnReplicaKey(scope, 'Resource', {
    description: purpose.description,
    primaryKeyArn: life.replicaOf.keyArn,
    // the least there is: a primary key has one replica in a region, so one that awaits its deletion stands in the way of the next
    pendingWindowInDays: 7,
    // CloudFormation demands one; this is what a key has by default
    keyPolicy: new iam.PolicyDocument({
      statements: [
        new iam.PolicyStatement({
          principals: [new iam.AccountRootPrincipal()],
          actions: ['kms:*'],
          resources: ['*'],
        }),
      ],
    }),
  });
  replica.applyRemovalPolicy(removalPolicy);
  return { keyId: replica.ref, keyArn: replica.attrArn };
}
