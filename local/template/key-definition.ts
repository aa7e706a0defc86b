/** The definition of a KMS key. */
import type { PolicyDocument } from '../iam/policy';

/** A KMS key (`AWS::KMS::Key`). */
export interface KeyDefinition {
  readonly logicalId: string;
  readonly keyId: string;
  readonly arn: string;
  /** Such as `RSA_3072` or `HMAC_256`. */
  readonly spec: string;
  /** Such as `SIGN_VERIFY` or `GENERATE_VERIFY_MAC`. */
  readonly usage: string;
  readonly policy?: PolicyDocument;
}
