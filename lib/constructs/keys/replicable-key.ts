/** A KMS key that can have a replica in another region, or that is one. */
import { RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { addKeyAlias } from './add-key-alias';

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

/** A key whose policy can be added to. */
export interface ReplicableKey extends KeyNames {
  addToPolicy(statement: iam.PolicyStatement): void;
}

/** What the key does. */
export type KeyPurpose = Required<Pick<kms.KeyProps, 'description' | 'keySpec' | 'keyUsage'>>;

/**
 * Makes the key, as the child `Resource` of a construct, and its alias. IAM policies of the account decide who may use it.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html
 */
export function createReplicableKey(scope: Construct, purpose: KeyPurpose, life: KeyLife): ReplicableKey {
  const key =
    life.replicaOf === undefined
      ? createKey(scope, purpose, life)
      : createReplica(scope, purpose, life, life.replicaOf);
  addKeyAlias(scope, key.keyId);
  return key;
}

function createKey(scope: Construct, purpose: KeyPurpose, life: KeyLife): ReplicableKey {
  const multiRegion = life.multiRegion && { multiRegion: true };
  const key = new kms.Key(scope, 'Resource', {
    ...purpose,
    ...multiRegion,
    removalPolicy: removalPolicyOf(life),
  });
  return {
    keyId: key.keyId,
    keyArn: key.keyArn,
    addToPolicy: (statement) => key.addToResourcePolicy(statement),
  };
}

function createReplica(
  scope: Construct,
  purpose: KeyPurpose,
  life: KeyLife,
  primary: KeyNames,
): ReplicableKey {
  // CloudFormation demands one; this is what a key has by default
  const keyPolicy = new iam.PolicyDocument({
    statements: [
      new iam.PolicyStatement({
        principals: [new iam.AccountRootPrincipal()],
        actions: ['kms:*'],
        resources: ['*'],
      }),
    ],
  });
  const replica = new kms.CfnReplicaKey(scope, 'Resource', {
    description: purpose.description,
    primaryKeyArn: primary.keyArn,
    // the least there is: a primary key has one replica in a region, so one that awaits its deletion stands in the way of the next
    pendingWindowInDays: 7,
    keyPolicy,
  });
  replica.applyRemovalPolicy(removalPolicyOf(life));
  return {
    keyId: replica.ref,
    keyArn: replica.attrArn,
    addToPolicy: (statement) => keyPolicy.addStatements(statement),
  };
}

function removalPolicyOf({ retainData }: KeyLife): RemovalPolicy {
  return retainData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
}
