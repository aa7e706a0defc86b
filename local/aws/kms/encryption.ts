/** The operations `Encrypt` and `Decrypt` of symmetric keys. */
import type { KeyDefinition } from '../../template/key-definition';
import { AwsError } from '../answer';
import type { AwsInput } from '../service';
import { decrypt, encrypt, keyIdOf } from './ciphertext';
import { readEncryptionContext } from './encryption-context';
import type { KeyStore } from './key-store';
import { checkUsage, readAlgorithm, readBytes, refuseDryRun, specOf } from './read-request';

const MAX_PLAINTEXT_BYTES = 4096;
const MAX_CIPHERTEXT_BYTES = 6144;

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html */
export async function encryptPlaintext(
  key: KeyDefinition,
  input: AwsInput,
  keys: KeyStore,
): Promise<unknown> {
  const algorithm = readEncryptionAlgorithm('Encrypt', key, input);
  const plaintext = readSizedBytes(input, 'Plaintext', MAX_PLAINTEXT_BYTES);
  const context = readEncryptionContext(input);
  refuseDryRun(input);
  const material = await keys.materialOf(key.keyId, specOf(key));
  return {
    KeyId: key.arn,
    CiphertextBlob: encrypt(key.keyId, material, plaintext, context).toString('base64'),
    EncryptionAlgorithm: algorithm,
  };
}

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html */
export async function decryptBlob(key: KeyDefinition, input: AwsInput, keys: KeyStore): Promise<unknown> {
  const algorithm = readEncryptionAlgorithm('Decrypt', key, input);
  if (ignoresCiphertext(input)) refuseDryRun(input);
  const ciphertext = readSizedBytes(input, 'CiphertextBlob', MAX_CIPHERTEXT_BYTES);
  if (keyIdOf(ciphertext) !== key.keyId) {
    throw new AwsError(
      'IncorrectKeyException',
      'The key ID in the request does not identify a CMK that can perform this operation.',
    );
  }
  const material = await keys.materialOf(key.keyId, specOf(key));
  const plaintext = decrypt(material, ciphertext, readEncryptionContext(input));
  refuseDryRun(input);
  return { KeyId: key.arn, Plaintext: plaintext.toString('base64'), EncryptionAlgorithm: algorithm };
}

/** Whether a dry run only asks for the permission. It then needs no ciphertext, but the id of the key. */
function ignoresCiphertext({ DryRunModifiers: modifiers }: AwsInput): boolean {
  return Array.isArray(modifiers) && modifiers.includes('IGNORE_CIPHERTEXT');
}

function readEncryptionAlgorithm(operation: string, key: KeyDefinition, input: AwsInput): string {
  checkUsage(operation, key, 'ENCRYPT_DECRYPT');
  return readAlgorithm(key, input, 'EncryptionAlgorithm', 'SYMMETRIC_DEFAULT');
}

function readSizedBytes(input: AwsInput, parameter: string, most: number): Buffer {
  const bytes = readBytes(input, parameter);
  if (bytes.length >= 1 && bytes.length <= most) return bytes;
  throw new AwsError('ValidationException', `${parameter} must have 1 to ${most} bytes.`);
}
