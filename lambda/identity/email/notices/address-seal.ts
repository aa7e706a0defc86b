/**
 * Seals the address of a notice whose account does not have it any more. The queue then holds no address that
 * its readers can read: only the functions that may derive codes of mails can open the seal.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { NoticeKind } from '../../../notice-kinds';
import type { AwsClient } from '../../../shared/aws/aws-client';
import { callOrUnavailable } from '../../../shared/aws/call-or-unavailable';
import { InternalError } from '../../../shared/errors';

/** What a seal is for. It cannot be opened for another notice or another account. */
export interface SealContext {
  readonly notice: NoticeKind;
  readonly sub: string;
}

/** What is sealed. */
export interface SealedRecipient {
  /** The address, as its owner wrote it. */
  readonly to: string;
  readonly username: string;
}

/** Seals addresses, and opens the seals. */
export interface AddressSeal {
  /** @throws DependencyUnavailableError */
  seal(recipient: SealedRecipient, context: SealContext): Promise<string>;
  /**
   * Returns undefined when the text was not sealed for this context under the present key.
   * @throws DependencyUnavailableError
   */
  open(sealed: string, context: SealContext): Promise<SealedRecipient | undefined>;
}

/** AES-256 in Galois/Counter Mode (NIST SP 800-38D). */
const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Creates seals under the KMS HMAC key of codes. Each seal has a random IV, and a key derived for it. */
export function createAddressSeal(kms: AwsClient, keyId: string): AddressSeal {
  async function deriveKey({ notice, sub }: SealContext, iv: Buffer): Promise<Buffer> {
    // other words than those of codes come first, so that no MAC serves both
    const message = ['latchkey/notice-address/v1', notice, sub, iv.toString('base64url')].join('\n');
    const { Mac: mac } = await callOrUnavailable(
      kms.call('GenerateMac', {
        KeyId: keyId,
        MacAlgorithm: 'HMAC_SHA_256',
        Message: Buffer.from(message).toString('base64'),
      }),
    );
    const key = Buffer.from(typeof mac === 'string' ? mac : '', 'base64');
    if (key.length !== KEY_BYTES) throw new InternalError('KMS answered without a MAC');
    return key;
  }

  return {
    async seal({ to, username }, context) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, await deriveKey(context, iv), iv);
      const text = Buffer.concat([cipher.update(JSON.stringify([to, username])), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url');
    },

    async open(sealed, context) {
      const bytes = Buffer.from(sealed, 'base64url');
      const iv = bytes.subarray(0, IV_BYTES);
      const tag = bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
      if (tag.length < TAG_BYTES) return undefined;
      const decipher = createDecipheriv(CIPHER, await deriveKey(context, iv), iv, {
        authTagLength: TAG_BYTES,
      }).setAuthTag(tag);
      try {
        const text = Buffer.concat([
          decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)),
          decipher.final(),
        ]).toString();
        const [to, username] = JSON.parse(text) as readonly [string, string];
        return { to, username };
      } catch {
        return undefined;
      }
    },
  };
}
