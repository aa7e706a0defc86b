/** A KMS key that signs access tokens; its private half never leaves KMS. */
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { SigningKeyEntry } from '../../stages/stage-settings';
import { createReplicableKey, type KeyLife, type KeyNames, type ReplicableKey } from './replicable-key';

/** What a SigningKey is made with. */
export interface SigningKeyProps extends KeyLife {
  /**
   * RSA with 3072 bits, which is 128 bits of strength, or with 2048 bits, which is 112 (NIST SP 800-57 part 1 table 2).
   * @default 'RSA_3072'
   */
  readonly spec?: SigningKeyEntry['spec'];
}

/**
 * The one way in which tokens are signed (RS256), for policies.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */
const RS256 = {
  StringEquals: { 'kms:SigningAlgorithm': 'RSASSA_PKCS1_V1_5_SHA_256', 'kms:MessageType': 'DIGEST' },
};

/** An RSA key for RS256. */
export class SigningKey extends Construct implements KeyNames {
  /** The key's id, which is also the `kid` of the tokens that it signs. */
  readonly keyId: string;
  /** The key's ARN, by which its metrics are told apart. */
  readonly keyArn: string;
  private readonly key: ReplicableKey;

  constructor(scope: Construct, id: string, props: SigningKeyProps) {
    super(scope, id);
    const purpose = {
      description: 'Signs access tokens',
      keySpec: kms.KeySpec[props.spec ?? 'RSA_3072'],
      keyUsage: kms.KeyUsage.SIGN_VERIFY,
    };
    this.key = createReplicableKey(this, purpose, props);
    this.keyId = this.key.keyId;
    this.keyArn = this.key.keyArn;
  }

  /** Allows to sign tokens with the key, by RS256 alone. */
  grantSign(grantee: iam.IGrantable): void {
    this.grant(grantee, 'kms:Sign', RS256);
  }

  /**
   * Denies signing to everyone but these roles, whatever other policies and grants of the account allow; called once. Administration of the key is
   * not concerned. The roles are named by a condition: KMS refuses a policy whose principal does not exist, and forgets one that is deleted.
   */
  denySignExcept(roles: readonly iam.IRole[]): void {
    this.key.addToPolicy(
      new iam.PolicyStatement({
        sid: 'DenySignExceptSessionStarters',
        effect: iam.Effect.DENY,
        principals: [new iam.AnyPrincipal()],
        actions: ['kms:Sign'],
        resources: ['*'],
        conditions: { ArnNotEquals: { 'aws:PrincipalArn': roles.map(({ roleArn }) => roleArn) } },
      }),
    );
  }

  /** Allows to read the public half. */
  grantGetPublicKey(grantee: iam.IGrantable): void {
    this.grant(grantee, 'kms:GetPublicKey');
  }

  private grant(
    grantee: iam.IGrantable,
    action: string,
    conditions?: Record<string, Record<string, string>>,
  ): void {
    iam.Grant.addToPrincipal({
      grantee,
      actions: [action],
      resourceArns: [this.keyArn],
      ...(conditions && { conditions }),
    });
  }
}
