/** A KMS key from which the keyed hashes of names come, so that logs hold no name as it was typed. */
import { RemovalPolicy } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

/** What a NameHashKey is made with. */
export interface NameHashKeyProps {
  /** Keep the key when the stack is deleted. */
  readonly retainData: boolean;
}

/** An HMAC key of 256 bits. */
export class NameHashKey extends Construct {
  private readonly key: kms.IKey;

  constructor(scope: Construct, id: string, props: NameHashKeyProps) {
    super(scope, id);
    this.key = new kms.Key(this, 'Resource', {
      description: 'Hashes names that must not be stored or logged as they are',
      keySpec: kms.KeySpec.HMAC_256,
      keyUsage: kms.KeyUsage.GENERATE_VERIFY_MAC,
      removalPolicy: props.retainData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
    });
  }

  /** The key's id. */
  get keyId(): string {
    return this.key.keyId;
  }

  /** Allows to compute hashes under the key. */
  grantGenerateMac(grantee: iam.IGrantable): void {
    this.key.grant(grantee, 'kms:GenerateMac');
  }
}
