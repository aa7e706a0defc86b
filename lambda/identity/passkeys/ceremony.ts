/** A WebAuthn ceremony that has begun: the options were sent, and the response of the authenticator is awaited. */
import { createHash, randomBytes } from 'node:crypto';

/** The ceremonies. None takes the response of another. */
export type CeremonyPurpose =
  | 'passkey-sign-in'
  | 'passkey-step-up'
  | 'passkey-sign-up'
  | 'passkey-registration';

/** A stored ceremony. */
export interface Ceremony {
  readonly purpose: CeremonyPurpose;
  /** The account that it is for. Of a sign-up, the account that it would create. @default - any account */
  readonly sub?: string | undefined;
  /** The session that began it. @default - none */
  readonly sid?: string | undefined;
  /** The security version of the account when it began. @default - any */
  readonly securityVersion?: number | undefined;
  /** The normalized username of a sign-up. @default - none */
  readonly name?: string | undefined;
  /** When it expires, in epoch milliseconds. */
  readonly validUntil: number;
}

/** How long a ceremony is valid, in milliseconds (WebAuthn Level 3 section 15.1 recommends 5 to 10 minutes). */
export const CEREMONY_MS = 5 * 60 * 1000;

/** Returns the id of a new ceremony, which is also its WebAuthn challenge: 256 random bits in base64url. */
export function createCeremonyId(): string {
  return randomBytes(32).toString('base64url');
}

/** Returns the digest of an id, under which the ceremony is stored. No id has the digest of another text. */
export function digestCeremonyId(ceremonyId: string): string {
  const id = /^[\w-]{43}$/.test(ceremonyId) ? ceremonyId : '';
  return createHash('sha256').update(id).digest('base64url');
}
