/** A KMS key for keyed hashes of names, so that logs never contain a name as it was typed. */
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { createReplicableKey, type KeyLife, type KeyNames } from './replicable-key';

/** The properties of a `KeyedHashKey`. */
export type KeyedHashKeyProps = KeyLife;

/** An HMAC key of 256 bits. */
export class KeyedHashKey extends Construct implements KeyNames {
  readonly keyId: string;
  readonly keyArn: string;

  constructor(scope: Construct, id: string, props: KeyedHashKeyProps) {
    super(scope, id);
    const purpose = {
      description: 'Hashes usernames and addresses before they are stored or logged',
      keySpec: kms.KeySpec.HMAC_256,
      keyUsage: kms.KeyUsage.GENERATE_VERIFY_MAC,
    };
    const { keyId, keyArn } = createReplicableKey(this, purpose, props);
    this.keyId = keyId;
    this.keyArn = keyArn;
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
}
