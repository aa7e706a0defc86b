/** The e-mail addresses of an account: the one in use, and the one that waits for its code. */
import { type Attributes, readNumber, readText } from '../../shared/table/attributes';

/** The address in use. It was verified, and the account can be found by it. Times are epoch milliseconds. */
export interface AccountEmail {
  /** The normalized address. */
  readonly address: string;
  /** The address as the user wrote it. */
  readonly shown: string;
  readonly verifiedAt: number;
  /** The id of the attempt that verified it. A write that was sent twice recognizes itself by it. */
  readonly verifiedBy: string;
}

/**
 * An address that waits for its code. It identifies no account and reserves nothing. Times are epoch
 * milliseconds.
 */
export interface PendingEmail extends Pick<AccountEmail, 'address' | 'shown'> {
  /** The random id of the request, from which its code is derived. */
  readonly challenge: string;
  /** Which of the request's codes is valid, from 1. */
  readonly generation: number;
  /** The codes that were tried. */
  readonly attempts: number;
  readonly requestedAt: number;
  readonly expiresAt: number;
  /** The security version of the account at the request. Under any other version, the request is void. */
  readonly securityVersion: number;
  /** The session that made the request. When the session has ended, the request is void. */
  readonly sid: string;
}

/** The addresses of an account. */
export interface EmailHolder {
  /** @default - the account has no address */
  readonly email?: AccountEmail | undefined;
  /** @default - no address waits for its code */
  readonly pendingEmail?: PendingEmail | undefined;
  readonly securityVersion: number;
}

/** How many codes of a request may be tried. */
export const MAX_CODE_ATTEMPTS = 5;

/** How long the code of an address is valid, in milliseconds. */
export const VERIFICATION_MS = 24 * 60 * 60 * 1000;

/**
 * Returns the pending address while its code can still be right: it has not expired, codes are left to try, and
 * nothing has ended the trust in what was open before.
 */
export function findOpenEmail(
  { pendingEmail, securityVersion }: EmailHolder,
  now: number,
): PendingEmail | undefined {
  const isOpen =
    pendingEmail !== undefined &&
    now < pendingEmail.expiresAt &&
    pendingEmail.attempts < MAX_CODE_ATTEMPTS &&
    pendingEmail.securityVersion === securityVersion;
  return isOpen ? pendingEmail : undefined;
}

/**
 * Reads a map of texts and numbers.
 * @throws InternalError when attributes are missing
 */
function readMap(map: Attributes, texts: readonly string[], numbers: readonly string[]): unknown {
  const owner = 'An e-mail address';
  return Object.fromEntries<unknown>([
    ...texts.map((name) => [name, readText(map, name, owner)] as const),
    ...numbers.map((name) => [name, readNumber(map, name, owner)] as const),
  ]);
}

/** Reads an account's map `email`. @throws InternalError when attributes are missing */
export function toAccountEmail(map: Attributes): AccountEmail {
  return readMap(map, ['address', 'shown', 'verifiedBy'], ['verifiedAt']) as AccountEmail;
}

/** Reads an account's map `pendingEmail`. @throws InternalError when attributes are missing */
export function toPendingEmail(map: Attributes): PendingEmail {
  const numbers = ['generation', 'attempts', 'requestedAt', 'expiresAt', 'securityVersion'];
  return readMap(map, ['address', 'shown', 'challenge', 'sid'], numbers) as PendingEmail;
}
