/** A KMS key that can have a replica in another region, or that is a replica. */
import { RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { addKeyAlias } from './add-key-alias';

/** The life cycle of a key. */
export interface KeyLife {
  /** Keep the key when the stack is deleted. */
  readonly retainData: boolean;
  /**
   * Create a key that can have replicas in other regions. A key cannot become one later.
   * @default false
   */
  readonly multiRegion?: boolean | undefined;
  /**
   * Create a replica of this multi-Region key of another region, with the same id and key material.
   * @default - a new key
   */
  readonly replicaOf?: KeyNames | undefined;
}

/** The identifiers of a key. */
export interface KeyNames {
  /** The id, which a replica shares with its primary key. */
  readonly keyId: string;
  readonly keyArn: string;
}

/** A key whose policy can be extended. */
export interface ReplicableKey extends KeyNames {
  addToPolicy(statement: iam.PolicyStatement): void;
}

/** The purpose of a key. */
export type KeyPurpose = Required<Pick<kms.KeyProps, 'description' | 'keySpec' | 'keyUsage'>>;

/**
 * Creates the key, as the child `Resource` of a construct, and its alias. The account's IAM policies determine who may use it.
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
  // KMS changes the material of no other kind of key; a replica follows its primary key
  const isSymmetric = purpose.keySpec === kms.KeySpec.SYMMETRIC_DEFAULT;
  const key = new kms.Key(scope, 'Resource', {
    ...purpose,
    ...multiRegion,
    ...(isSymmetric && { enableKeyRotation: true }),
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
  // CloudFormation requires a policy; this is the default policy of a key
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
    // the minimum: a primary key can have one replica in a region, so a replica that awaits its deletion blocks the next one
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
