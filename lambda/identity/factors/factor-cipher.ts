/** Encrypts the secrets of second factors in KMS: no process holds the key. */
import type { AwsClient } from '../../shared/aws/aws-client';
import { callOrUnavailable } from '../../shared/aws/call-or-unavailable';
import { InternalError } from '../../shared/errors';

/** The factor that a secret belongs to. KMS decrypts the secret for no other one. */
export interface FactorIdentity {
  readonly sub: string;
  /** The factor's id. */
  readonly id: string;
}

/** Encrypts and decrypts secrets. Which of the two a function may do is a matter of its role. */
export interface FactorCipher {
  /**
   * Returns the ciphertext in base64.
   * @throws DependencyUnavailableError
   */
  encrypt(factor: FactorIdentity & { readonly secret: Uint8Array }): Promise<string>;
  /**
   * Returns the secret.
   * @param factor with the ciphertext in base64
   * @throws DependencyUnavailableError
   * @throws AwsCallError when the ciphertext belongs to another factor
   */
  decrypt(factor: FactorIdentity & { readonly ciphertext: string }): Promise<Uint8Array>;
}

/**
 * Creates a cipher with a symmetric KMS key.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html
 */
export function createFactorCipher(kms: AwsClient, keyId: string): FactorCipher {
  const contextOf = ({ sub, id }: FactorIdentity) => ({ purpose: 'totp', sub, factor: id });
  return {
    async encrypt({ secret, ...factor }) {
      const { CiphertextBlob: ciphertext } = await callOrUnavailable(
        kms.call('Encrypt', {
          KeyId: keyId,
          Plaintext: Buffer.from(secret).toString('base64'),
          EncryptionContext: contextOf(factor),
        }),
      );
      if (typeof ciphertext !== 'string') throw new InternalError('KMS answered without a ciphertext');
      return ciphertext;
    },

    async decrypt({ ciphertext, ...factor }) {
      const { Plaintext: secret } = await callOrUnavailable(
        kms.call('Decrypt', {
          KeyId: keyId,
          CiphertextBlob: ciphertext,
          EncryptionContext: contextOf(factor),
        }),
      );
      if (typeof secret !== 'string') throw new InternalError('KMS answered without a plaintext');
      return Buffer.from(secret, 'base64');
    },
  };
}
