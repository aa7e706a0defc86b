/** A KMS key that signs access tokens. Its private key never leaves KMS. */
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { SigningKeyEntry } from '../../stages/stage-settings';
import { createReplicableKey, type KeyLife, type KeyNames, type ReplicableKey } from './replicable-key';

/** The properties of a `SigningKey`. */
export interface SigningKeyProps extends KeyLife {
  /**
   * The key spec: RSA with 3072 bits (security strength 128 bits) or 2048 bits (112 bits), by NIST SP 800-57 part 1 table 2.
   * @default 'RSA_3072'
   */
  readonly spec?: SigningKeyEntry['spec'];
}

/**
 * The policy conditions for the only permitted signing algorithm, RS256.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */
const RS256 = {
  StringEquals: { 'kms:SigningAlgorithm': 'RSASSA_PKCS1_V1_5_SHA_256', 'kms:MessageType': 'DIGEST' },
};

/** An RSA key for RS256. */
export class SigningKey extends Construct implements KeyNames {
  /** The key's id, which is also the `kid` of the tokens that it signs. */
  readonly keyId: string;
  /** The key's ARN, which identifies its metrics. */
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

  /** Allows the grantee to sign with the key, with RS256 only. */
  grantSign(grantee: iam.IGrantable): void {
    this.grant(grantee, 'kms:Sign', RS256);
  }

  /**
   * Denies signing to all principals except these roles, regardless of other policies and grants of the account. Call it once. It does not
   * restrict administration of the key. A condition names the roles: KMS rejects a policy with a principal that does not exist, and drops
   * a principal that is deleted.
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

  /** Allows the grantee to read the public key. */
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
