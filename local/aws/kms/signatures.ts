/** Signs and verifies as KMS does: a whole message, or a digest that the caller computed. */
import {
  constants,
  createHash,
  type KeyObject,
  privateEncrypt,
  publicDecrypt,
  type SignKeyObjectInput,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';
import { AwsError } from '../answer';
import { hashOf } from './key-specs';

/** The input of a signature. */
export interface Signable {
  readonly message: Buffer;
  readonly messageType: 'RAW' | 'DIGEST';
  /** Such as `RSASSA_PKCS1_V1_5_SHA_256`. */
  readonly algorithm: string;
}

/** The prefixes of digests in PKCS#1 v1.5 signatures (RFC 8017 section 9.2, note 1). */
const DIGEST_INFO: Readonly<Record<string, Buffer>> = {
  sha256: Buffer.from('3031300d060960864801650304020105000420', 'hex'),
  sha384: Buffer.from('3041300d060960864801650304020205000430', 'hex'),
  sha512: Buffer.from('3051300d060960864801650304020305000440', 'hex'),
};

const MAX_MESSAGE_BYTES = 4096;

/** @throws AwsError ValidationException when the message or the digest has a wrong size */
export function createSignature(key: KeyObject, signable: Signable): Buffer {
  checkSize(signable);
  if (signable.messageType === 'DIGEST') {
    return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, digestInfo(signable));
  }
  return sign(hashOf(signable.algorithm), signable.message, keyInput(key, signable.algorithm));
}

/** @throws AwsError ValidationException when the message or the digest has a wrong size */
export function verifySignature(key: KeyObject, signable: Signable, signature: Buffer): boolean {
  checkSize(signable);
  if (signable.messageType === 'RAW') {
    return verify(hashOf(signable.algorithm), signable.message, keyInput(key, signable.algorithm), signature);
  }
  const expected = digestInfo(signable);
  try {
    const signed = publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature);
    return signed.length === expected.length && timingSafeEqual(signed, expected);
  } catch {
    return false;
  }
}

function keyInput(key: KeyObject, algorithm: string): SignKeyObjectInput {
  if (!algorithm.startsWith('RSASSA_PSS')) return { key, dsaEncoding: 'der' };
  return {
    key,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  };
}

function checkSize({ message, messageType, algorithm }: Signable): void {
  if (messageType === 'RAW') {
    if (message.length >= 1 && message.length <= MAX_MESSAGE_BYTES) return;
    throw new AwsError('ValidationException', `A message has 1 to ${MAX_MESSAGE_BYTES} bytes.`);
  }
  if (message.length !== createHash(hashOf(algorithm)).digest().length) {
    throw new AwsError('ValidationException', `Digest is invalid length for algorithm ${algorithm}.`);
  }
}

function digestInfo({ message, algorithm }: Signable): Buffer {
  const prefix = DIGEST_INFO[hashOf(algorithm)];
  if (!algorithm.startsWith('RSASSA_PKCS1_V1_5') || prefix === undefined) {
    throw new AwsError(
      'UnsupportedOperationException',
      `The local KMS signs digests by RSASSA_PKCS1_V1_5 only, not by ${algorithm}.`,
    );
  }
  return Buffer.concat([prefix, message]);
}
