/** A KMS key that encrypts the secrets of authenticator apps. Its key material never leaves KMS. */
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { createReplicableKey, type KeyLife, type KeyNames, type ReplicableKey } from './replicable-key';

/** The properties of a `FactorKey`. */
export type FactorKeyProps = Omit<KeyLife, 'multiRegion'>;

/** The ARN of a role. */
export type RoleName = Pick<iam.IRole, 'roleArn'>;

/** The roles that may use a `FactorKey`. No role does both. */
export interface FactorKeyUsers {
  /** The roles that encrypt new secrets. */
  readonly encrypting: readonly RoleName[];
  /** The roles that decrypt secrets to check codes. */
  readonly decrypting: readonly RoleName[];
}

/** The names in the encryption context of a secret: what it is for, whose it is, and its id. */
const FACTOR_CONTEXT = ['purpose', 'sub', 'factor'] as const;

/**
 * The conditions of both uses: the context of an authenticator app's secret, with exactly these names. IAM compares the name in
 * `kms:EncryptionContext:` without case and that in `kms:EncryptionContextKeys` with it, so the grants name both.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-context
 */
const OF_A_SECRET = {
  StringEquals: { 'kms:EncryptionContext:purpose': 'totp', 'kms:EncryptionAlgorithm': 'SYMMETRIC_DEFAULT' },
  'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': [...FACTOR_CONTEXT] },
  // a secret that is bound to no account could be moved to another one
  Null: { 'kms:EncryptionContext:sub': 'false', 'kms:EncryptionContext:factor': 'false' },
};

/**
 * A symmetric key. It is always a multi-Region key: KMS cannot change that later, and another key could not decrypt the secrets that
 * exist. A standby has a replica, so that codes are accepted in both regions. KMS changes the key material every year, and keeps the
 * older one for what it has encrypted.
 */
export class FactorKey extends Construct implements KeyNames {
  readonly keyId: string;
  readonly keyArn: string;
  private readonly key: ReplicableKey;

  constructor(scope: Construct, id: string, props: FactorKeyProps) {
    super(scope, id);
    const purpose = {
      description: 'Encrypts the secrets of authenticator apps',
      keySpec: kms.KeySpec.SYMMETRIC_DEFAULT,
      keyUsage: kms.KeyUsage.ENCRYPT_DECRYPT,
    };
    this.key = createReplicableKey(this, purpose, { ...props, multiRegion: true });
    this.keyId = this.key.keyId;
    this.keyArn = this.key.keyArn;
  }

  /** Allows the grantee to encrypt secrets. */
  grantEncrypt(grantee: iam.IGrantable): void {
    this.grant(grantee, 'kms:Encrypt');
  }

  /** Allows the grantee to decrypt secrets. */
  grantDecrypt(grantee: iam.IGrantable): void {
    this.grant(grantee, 'kms:Decrypt');
  }

  /**
   * Denies each use to all principals except its roles, regardless of other policies and grants of the account. `ReEncrypt` needs both
   * uses. Call it once. It does not restrict administration of the key. A condition names the roles: KMS rejects a policy with a
   * principal that does not exist, and drops a principal that is deleted.
   */
  denyUseExcept({ encrypting, decrypting }: FactorKeyUsers): void {
    this.deny('DenyDecryptExceptReaders', ['kms:Decrypt', 'kms:ReEncryptFrom'], decrypting);
    this.deny(
      'DenyEncryptExceptWriters',
      ['kms:Encrypt', 'kms:ReEncryptTo', 'kms:GenerateDataKey*'],
      encrypting,
    );
  }

  private grant(grantee: iam.IGrantable, action: string): void {
    iam.Grant.addToPrincipal({
      grantee,
      actions: [action],
      resourceArns: [this.keyArn],
      conditions: OF_A_SECRET,
    });
  }

  private deny(sid: string, actions: readonly string[], roles: readonly RoleName[]): void {
    this.key.addToPolicy(
      new iam.PolicyStatement({
        sid,
        effect: iam.Effect.DENY,
        principals: [new iam.AnyPrincipal()],
        actions: [...actions],
        resources: ['*'],
        conditions: { ArnNotEquals: { 'aws:PrincipalArn': roles.map(({ roleArn }) => roleArn) } },
      }),
    );
  }
}
