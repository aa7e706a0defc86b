/**
 * Encrypts by AES-256-GCM, as symmetric keys of KMS do. As on AWS, a ciphertext names its key, so that `Decrypt` needs no key id.
 * The format is that of the local run only: version, length and text of the key id, length and text of the encryption context, IV,
 * tag, encrypted bytes. `Decrypt` needs the context nevertheless, as on AWS. The run's own pages read it from the ciphertext: it is
 * not secret, and it says what the ciphertext is for.
 */
import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';
import { AwsError } from '../answer';
import {
  type EncryptionContext,
  formatEncryptionContext,
  parseEncryptionContext,
} from './encryption-context';

const CIPHER = 'aes-256-gcm';
const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A longer context is left out, so that no ciphertext exceeds what `Decrypt` takes. */
const MAX_CONTEXT_BYTES = 1_024;

/** What a ciphertext says of itself. */
export interface CiphertextLabel {
  readonly keyId: string;
  /** Empty if it had none, or a long one. */
  readonly context: EncryptionContext;
}

/** A ciphertext in its parts. */
interface Ciphertext {
  readonly keyId: string;
  /** As bytes. */
  readonly context: Buffer;
  /** Everything before the IV. */
  readonly header: Buffer;
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
  const header = formatHeader(keyId, context);
  cipher.setAAD(Buffer.concat([header, formatEncryptionContext(context)]));
  const encrypted = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([header, iv, cipher.getAuthTag(), encrypted]);
}

/**
 * Decrypts a ciphertext.
 * @throws AwsError InvalidCiphertextException, without a message as on AWS, when the ciphertext was changed or has another context
 */
export function decrypt(key: KeyObject, ciphertext: Buffer, context: EncryptionContext): Buffer {
  const { header, iv, tag, encrypted } = parseCiphertext(ciphertext);
  const decipher = createDecipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.concat([header, formatEncryptionContext(context)]));
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

/** Returns what some bytes say of themselves; undefined when they are not a ciphertext of the local KMS. */
export function readLabel(bytes: Buffer): CiphertextLabel | undefined {
  try {
    const { keyId, context } = parseCiphertext(bytes);
    return { keyId, context: parseEncryptionContext(context) };
  } catch {
    return undefined;
  }
}

function formatHeader(keyId: string, context: EncryptionContext): Buffer {
  const [name, pairs] = [Buffer.from(keyId), formatEncryptionContext(context)];
  const label = pairs.length > MAX_CONTEXT_BYTES ? formatEncryptionContext(new Map()) : pairs;
  const size = Buffer.alloc(2);
  size.writeUInt16BE(label.length);
  return Buffer.concat([Buffer.from([VERSION, name.length]), name, size, label]);
}

function parseCiphertext(bytes: Buffer): Ciphertext {
  const [version, length = 0] = bytes;
  const sizeAt = 2 + length;
  if (version !== VERSION || bytes.length < sizeAt + 2) throw invalidCiphertext();
  const ivAt = sizeAt + 2 + bytes.readUInt16BE(sizeAt);
  const tagAt = ivAt + IV_BYTES;
  const textAt = tagAt + TAG_BYTES;
  // A plaintext has at least one byte.
  if (bytes.length <= textAt) throw invalidCiphertext();
  return {
    keyId: bytes.subarray(2, sizeAt).toString(),
    context: bytes.subarray(sizeAt + 2, ivAt),
    header: bytes.subarray(0, ivAt),
    iv: bytes.subarray(ivAt, tagAt),
    tag: bytes.subarray(tagAt, textAt),
    encrypted: bytes.subarray(textAt),
  };
}

function invalidCiphertext(): AwsError {
  return new AwsError('InvalidCiphertextException', '');
}
