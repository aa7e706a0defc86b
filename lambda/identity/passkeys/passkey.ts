/** A passkey as it is stored, apart from its account. It counts once its account has its id. */
import { createHash } from 'node:crypto';

/** The stored public key of a passkey, and what its authenticator reported about it. */
export interface Passkey {
  readonly sub: string;
  /** See `passkeyId`. */
  readonly id: string;
  /** The id of the credential, in base64url. Up to 1,023 bytes (WebAuthn Level 3 section 4). */
  readonly credentialId: string;
  /** The public key in COSE (RFC 9052), in base64url. */
  readonly publicKey: string;
  /** The signature counter. 0 if the authenticator has none. */
  readonly counter: number;
  /** How a browser reaches the authenticator, such as `internal` or `usb`. */
  readonly transports: readonly string[];
  /** Whether the passkey may be copied to other devices of its user. */
  readonly isBackupEligible: boolean;
  /** Whether it was copied when it was used last. */
  readonly isBackedUp: boolean;
  /** The name that its user gave it. */
  readonly name: string;
  /** Epoch milliseconds. */
  readonly addedAt: number;
  /** Epoch milliseconds. @default - not used since it was added */
  readonly lastUsedAt?: number | undefined;
}

/** Returns the id of a passkey: the SHA-256 digest of the id of its credential, in base64url. @param credentialId in base64url */
export function passkeyId(credentialId: string): string {
  return createHash('sha256').update(Buffer.from(credentialId, 'base64url')).digest('base64url');
}
