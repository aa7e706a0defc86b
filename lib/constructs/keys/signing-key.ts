/** A KMS key that signs access tokens; its private half never leaves KMS. */
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { createReplicableKey, type KeyLife, type KeyNames } from './replicable-key';

/** What a SigningKey is made with. */
export type SigningKeyProps = KeyLife;

/** An RSA key of 3072 bits, which is 128 bits of strength (NIST SP 800-57 part 1 table 2), for RS256. */
export class SigningKey extends Construct implements KeyNames {
  /** The key's id, which is also the `kid` of the tokens that it signs. */
  readonly keyId: string;
  /** The key's ARN, by which its metrics are told apart. */
  readonly keyArn: string;

  constructor(scope: Construct, id: string, props: SigningKeyProps) {
    super(scope, id);
    const purpose = {
      description: 'Signs access tokens',
      keySpec: kms.KeySpec.RSA_3072,
      keyUsage: kms.KeyUsage.SIGN_VERIFY,
    };
    const { keyId, keyArn } = createReplicableKey(this, purpose, props);
    this.keyId = keyId;
    this.keyArn = keyArn;
  }

  /** Allows to sign with the key. */
  grantSign(grantee: iam.IGrantable): void {
    this.grant(grantee, 'kms:Sign');
  }

  /** Allows to read the public half. */
  grantGetPublicKey(grantee: iam.IGrantable): void {
    this.grant(grantee, 'kms:GetPublicKey');
  }

  private grant(grantee: iam.IGrantable, action: string): void {
    iam.Grant.addToPrincipal({ grantee, actions: [action], resourceArns: [this.keyArn] });
  }
}
