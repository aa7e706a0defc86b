/** A KMS key that computes HMACs. The key never leaves KMS. */
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { createReplicableKey, type KeyLife, type KeyNames, type ReplicableKey } from './replicable-key';

/** The properties of an `HmacKey`. */
export interface HmacKeyProps extends KeyLife {
  /** The purpose of the key, as the console shows it. */
  readonly description: string;
}

/** An HMAC key of 256 bits. */
export class HmacKey extends Construct implements KeyNames {
  readonly keyId: string;
  readonly keyArn: string;
  private readonly key: ReplicableKey;

  constructor(scope: Construct, id: string, props: HmacKeyProps) {
    super(scope, id);
    const purpose = {
      description: props.description,
      keySpec: kms.KeySpec.HMAC_256,
      keyUsage: kms.KeyUsage.GENERATE_VERIFY_MAC,
    };
    this.key = createReplicableKey(this, purpose, props);
    this.keyId = this.key.keyId;
    this.keyArn = this.key.keyArn;
  }

  /** Allows the grantee to compute HMAC-SHA-256 with the key. */
  grantGenerateMac(grantee: iam.IGrantable): void {
    iam.Grant.addToPrincipal({
      grantee,
      actions: ['kms:GenerateMac'],
      resourceArns: [this.keyArn],
      conditions: { StringEquals: { 'kms:MacAlgorithm': 'HMAC_SHA_256' } },
    });
  }

  /**
   * Denies the computation and the verification of HMACs to all principals except these roles, regardless of other policies and grants
   * of the account. Call it once. It does not restrict administration of the key. A condition names the roles: KMS rejects a policy with
   * a principal that does not exist, and drops a principal that is deleted.
   */
  denyMacExcept(roles: readonly iam.IRole[]): void {
    this.key.addToPolicy(
      new iam.PolicyStatement({
        sid: 'DenyMacExceptUsers',
        effect: iam.Effect.DENY,
        principals: [new iam.AnyPrincipal()],
        actions: ['kms:GenerateMac', 'kms:VerifyMac'],
        resources: ['*'],
        conditions: { ArnNotEquals: { 'aws:PrincipalArn': roles.map(({ roleArn }) => roleArn) } },
      }),
    );
  }
}
