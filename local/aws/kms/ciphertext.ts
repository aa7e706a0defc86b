/**
 * Encrypts by AES-256-GCM, as symmetric keys of KMS do. As on AWS, a ciphertext names its key, so that `Decrypt` needs no key id.
 * The format is that of the local run only: version, length and text of the key id, IV, tag, encrypted bytes.
 */
import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';
import { AwsError } from '../answer';
import { type EncryptionContext, formatEncryptionContext } from './encryption-context';

const CIPHER = 'aes-256-gcm';
const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A ciphertext in its parts. */
interface Ciphertext {
  readonly keyId: string;
  readonly iv: Buffer;
  readonly tag: Buffer;
  readonly encrypted: Buffer;
}

/** Encrypts a text of bytes under a key and binds the ciphertext to the context. */
export function encrypt(
  keyId: string,
  key: KeyObject,
  plaintext: Buffer,
  context: EncryptionContext,
): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES });
  const header = formatHeader(keyId);
  cipher.setAAD(Buffer.concat([header, formatEncryptionContext(context)]));
  const encrypted = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([header, iv, cipher.getAuthTag(), encrypted]);
}

/**
 * Decrypts a ciphertext.
 * @throws AwsError InvalidCiphertextException, without a message as on AWS, when the ciphertext was changed or has another context
 */
export function decrypt(key: KeyObject, ciphertext: Buffer, context: EncryptionContext): Buffer {
  const { keyId, iv, tag, encrypted } = parseCiphertext(ciphertext);
  const decipher = createDecipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.concat([formatHeader(keyId), formatEncryptionContext(context)]));
  decipher.setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(encrypted), decipher.final()]);
  } catch {
    throw invalidCiphertext();
  }
}

/**
 * Returns the id of the key that a ciphertext names.
 * @throws AwsError InvalidCiphertextException when the bytes are not a ciphertext of the local KMS
 */
export function keyIdOf(ciphertext: Buffer): string {
  return parseCiphertext(ciphertext).keyId;
}

function formatHeader(keyId: string): Buffer {
  const name = Buffer.from(keyId);
  return Buffer.concat([Buffer.from([VERSION, name.length]), name]);
}

function parseCiphertext(bytes: Buffer): Ciphertext {
  const [version, length = 0] = bytes;
  const ivAt = 2 + length;
  const tagAt = ivAt + IV_BYTES;
  const textAt = tagAt + TAG_BYTES;
  // A plaintext has at least one byte.
  if (version !== VERSION || bytes.length <= textAt) throw invalidCiphertext();
  return {
    keyId: bytes.subarray(2, ivAt).toString(),
    iv: bytes.subarray(ivAt, tagAt),
    tag: bytes.subarray(tagAt, textAt),
    encrypted: bytes.subarray(textAt),
  };
}

function invalidCiphertext(): AwsError {
  return new AwsError('InvalidCiphertextException', '');
}
