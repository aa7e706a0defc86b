/** An authorization code (RFC 6749 section 4.1): with it, an app gets the tokens of a session of its own. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { AuthenticationMethods } from '../authentication/authenticated';

/** A stored code. */
export interface AuthorizationCode {
  /** The account's id. */
  readonly sub: string;
  /** The session of the pages in which the code was issued. */
  readonly sid: string;
  /** The security version of the account when the code was issued. */
  readonly securityVersion: number;
  readonly clientId: string;
  readonly redirectUri: string;
  /** The digest of the verifier that only the app has (RFC 7636 section 4.2). */
  readonly challenge: string;
  /** When the user of the session was last authenticated, in epoch seconds. */
  readonly authTime: number;
  readonly amr: AuthenticationMethods;
  /** When it expires, in epoch milliseconds. */
  readonly validUntil: number;
  /** The session that it has started. @default - it was not used yet */
  readonly issuedSid?: string | undefined;
  /** Whether it was used a second time, so that its session ends. @default false */
  readonly isReused?: boolean | undefined;
}

/** How long a code is valid, in milliseconds. */
export const CODE_MS = 60_000;

/** How long a code is kept after that, in milliseconds, so that a second use of it is noticed. */
export const KEPT_MS = 60 * 60_000;

/** Returns a new code as the app receives it: 256 random bits in base64url. */
export function createAuthorizationCode(): string {
  return randomBytes(32).toString('base64url');
}

/** Returns the digest of a code, under which it is stored. No code has the digest of another text. */
export function digestAuthorizationCode(code: string): string {
  return digest(/^[\w-]{43}$/.test(code) ? code : '');
}

/** Whether a text is a challenge of the method S256. */
export function isCodeChallenge(text: string | undefined): text is string {
  return text !== undefined && /^[\w-]{43}$/.test(text);
}

/** Whether a verifier is the one of a challenge of the method S256. Takes the same time for each wrong one. */
export function isVerifierOf(challenge: string, verifier: string): boolean {
  const isWellFormed = /^[\w.~-]{43,128}$/.test(verifier);
  const one = Buffer.from(digest(verifier));
  const other = Buffer.from(challenge);
  return one.length === other.length && timingSafeEqual(one, other) && isWellFormed;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
