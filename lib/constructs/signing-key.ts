/** A KMS key that signs access tokens; its private half never leaves KMS. */
import { RemovalPolicy } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

/** What a SigningKey is made with. */
export interface SigningKeyProps {
  /** Keep the key when the stack is deleted. */
  readonly retainData: boolean;
}

/** An RSA key of 3072 bits, which is 128 bits of strength (NIST SP 800-57 part 1 table 2), for RS256. */
export class SigningKey extends Construct {
  private readonly key: kms.IKey;

  constructor(scope: Construct, id: string, props: SigningKeyProps) {
    super(scope, id);
    this.key = new kms.Key(this, 'Resource', {
      description: 'Signs access tokens',
      keySpec: kms.KeySpec.RSA_3072,
      keyUsage: kms.KeyUsage.SIGN_VERIFY,
      removalPolicy: props.retainData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
    });
  }

  /** The key's id, which is also the `kid` of the tokens that it signs. */
  get keyId(): string {
    return this.key.keyId;
  }

  /** The key's ARN, by which its metrics are told apart. */
  get keyArn(): string {
    return this.key.keyArn;
  }

  /** Allows to sign with the key. */
  grantSign(grantee: iam.IGrantable): void {
    this.key.grant(grantee, 'kms:Sign');
  }

  /** Allows to read the public half. */
  grantGetPublicKey(grantee: iam.IGrantable): void {
    this.key.grant(grantee, 'kms:GetPublicKey');
  }
}
