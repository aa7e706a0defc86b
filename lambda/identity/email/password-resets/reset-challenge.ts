/** A reset of a password that waits for the code of its mail. */
import { createHash, randomBytes } from 'node:crypto';
import { keyPrefixes } from '../../../shared/table/key-prefixes';

/** A stored challenge. It holds neither its own id nor a code. */
export interface ResetChallenge {
  /** The account. For a name that no mail can reach, an id that no account has. */
  readonly sub: string;
  /** The digest of the address that the mail goes to. */
  readonly addressDigest: string;
  /** The security version of the account at the request. Under any other version, the challenge is void. */
  readonly securityVersion: number;
  /** Which of the challenge's codes is valid, from 1. */
  readonly generation: number;
  /** When the code expires, in epoch milliseconds. */
  readonly validUntil: number;
}

/** The `purpose` of a stored challenge, and of its code. */
export const RESET_PURPOSE = 'reset-password';

/** How long a code is valid, in milliseconds (ASVS 5.0, 6.5.5). */
export const RESET_MS = 10 * 60 * 1000;

/** How many resets of one account may be open at once. */
export const MAX_OPEN_RESETS = 3;

/** In place of the address of a challenge whose mail must not be sent. No account has it. */
export const NO_ADDRESS = '';

/** Returns the id of a new challenge: 128 random bits in base64url. It is not secret. */
export function createResetId(): string {
  return randomBytes(16).toString('base64url');
}

/** Returns an id that was typed, or the empty one, which no challenge has, for any other text. */
export function readResetId(text: string): string {
  return /^[\w-]{22}$/.test(text) ? text : '';
}

/** Returns the digest of a challenge's id. The table holds only it. */
export function digestResetId(resetId: string): string {
  return digest(resetId);
}

/** Returns the digest of a normalized address. It differs from challenge to challenge. */
export function digestAddress(resetId: string, address: string): string {
  return digest(`${resetId}\n${address}`);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** Returns the key of a challenge's item. */
export function resetKey(idDigest: string): { readonly pk: string; readonly sk: string } {
  return { pk: keyPrefixes.challenge + idDigest, sk: 'CHALLENGE' };
}
