/**
 * The codes that mails carry. They are derived and never stored: neither the table nor the queue reveals one,
 * and a message that is delivered twice sends the same code.
 */
import { timingSafeEqual } from 'node:crypto';
import type { AwsClient } from '../../shared/aws/aws-client';
import { callOrUnavailable } from '../../shared/aws/call-or-unavailable';
import { InternalError } from '../../shared/errors';

/** What a code allows. A code of one purpose does not serve another. */
export type MailCodePurpose = 'verify-email' | 'reset-password' | 'confirm-enrolment';

/** Identifies a code. */
export interface MailCodeSource {
  readonly purpose: MailCodePurpose;
  /** The random id of the request. */
  readonly challenge: string;
  /** Which of the request's codes it is, from 1. */
  readonly generation: number;
}

/** The two forms of one secret. Either proves that its sender has read the mail. */
export interface DerivedSecrets {
  /** To type, in the form in which it is shown: `XXXX-XXXX`. */
  readonly code: string;
  /** For a link: 128 bits in base64url. */
  readonly linkSecret: string;
}

/** Derives codes. */
export interface MailCodes {
  /** @throws DependencyUnavailableError */
  derive(source: MailCodeSource): Promise<DerivedSecrets>;
}

/** Crockford's base32, without letters that can be misread: https://www.crockford.com/base32.html */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Eight symbols of 5 bits. */
const CODE_BYTES = 5;

/** The last bytes of the MAC, none of which a code reveals. */
const LINK_SECRET_BYTES = 16;

/** The size of an HMAC-SHA-256. */
const MAC_BYTES = 32;

/** Creates codes with a KMS HMAC key. */
export function createMailCodes(kms: AwsClient, keyId: string): MailCodes {
  return {
    async derive({ purpose, challenge, generation }) {
      const message = ['latchkey/mail-code/v1', purpose, challenge, generation].join('\n');
      const { Mac: mac } = await callOrUnavailable(
        kms.call('GenerateMac', {
          KeyId: keyId,
          MacAlgorithm: 'HMAC_SHA_256',
          Message: Buffer.from(message).toString('base64'),
        }),
      );
      const bytes = Buffer.from(typeof mac === 'string' ? mac : '', 'base64');
      if (bytes.length !== MAC_BYTES) throw new InternalError('KMS answered without a MAC');
      return {
        code: show(bytes.readUIntBE(0, CODE_BYTES)),
        linkSecret: bytes.subarray(-LINK_SECRET_BYTES).toString('base64url'),
      };
    },
  };
}

function show(bits: number): string {
  const symbols = Array.from(
    { length: 8 },
    (_, place) => ALPHABET[Math.floor(bits / 32 ** (7 - place)) % 32],
  );
  return `${symbols.slice(0, 4).join('')}-${symbols.slice(4).join('')}`;
}

/**
 * Reads a code that a user typed, in any case, with blanks and hyphens anywhere. As in Crockford's base32, O is
 * 0, and I and L are 1. Returns the form in which the code is shown; undefined when the text is not a code.
 */
export function readCode(text: string): string | undefined {
  const symbols = text.replace(/[\s-]/g, '').toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(symbols) ? `${symbols.slice(0, 4)}-${symbols.slice(4)}` : undefined;
}

/** Whether two codes or two secrets of links are equal, in constant time. */
export function isSameCode(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)];
  return first.length === second.length && timingSafeEqual(first, second);
}
