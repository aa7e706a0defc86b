/** A sign-in whose password was right, and that waits for a second factor. It is not a session. */
import { createHash, randomBytes } from 'node:crypto';
import { keyPrefixes } from '../../shared/table/key-prefixes';
import type { Account } from '../accounts/account';
import type { Authenticated } from '../authentication/authenticated';

/** What a challenge is answered with: a factor of the account, or the first one, which the stage demands. */
export type ChallengePurpose = 'second-factor' | 'enrolment';

/** A stored challenge. It is void unless the account is as it was at the password. */
export interface SecondFactorChallenge extends Pick<Account, 'sub' | 'securityVersion' | 'username'> {
  readonly purpose: ChallengePurpose;
  /** The digest of the stored hash that the password matched. */
  readonly passwordDigest: string;
  /** The scopes of the account, separated by spaces. */
  readonly scope: string;
  /** The id of the known device that sent the password. @default - an unknown device */
  readonly device?: string | undefined;
  /** A hash that replaces the verified one with the sign-in. @default - the hash stays */
  readonly newPasswordHash?: string | undefined;
  /** Whether that hash is of another password, which replaces a temporary one. @default false */
  readonly replacesPassword?: boolean | undefined;
  /** Of an enrolment: the digest of the verified address, to which a code was mailed. @default - no code was mailed */
  readonly addressDigest?: string | undefined;
  /** Of an enrolment: the id of the factor whose secret was issued last. @default - no secret was issued */
  readonly factor?: string | undefined;
  /** When it expires, in epoch milliseconds. */
  readonly validUntil: number;
}

/** How long a challenge is valid, in milliseconds. */
export const CHALLENGE_MS = 10 * 60 * 1000;

/** How many codes of a challenge may be tried. */
export const MAX_CHALLENGE_ATTEMPTS = 5;

/** Returns a new challenge as the client receives it: 256 random bits in base64url. */
export function createChallenge(): string {
  return randomBytes(32).toString('base64url');
}

/** Returns the digest of a challenge, under which it is stored. No challenge has the digest of another text. */
export function digestChallenge(challenge: string): string {
  return digest(/^[\w-]{43}$/.test(challenge) ? challenge : '');
}

/** Returns what to store of a sign-in whose password was right. @param now epoch milliseconds */
export function toChallenge(
  purpose: ChallengePurpose,
  { account, device, newPasswordHash, replacesPassword }: Authenticated,
  now: number,
): SecondFactorChallenge {
  const { sub, username, securityVersion, passwordHash, scopes } = account;
  return {
    purpose,
    sub,
    username,
    securityVersion,
    passwordDigest: digestPasswordHash(passwordHash),
    scope: scopes.join(' '),
    ...(device && { device: device.device.id }),
    ...(newPasswordHash !== undefined && { newPasswordHash }),
    ...(replacesPassword && { replacesPassword }),
    validUntil: now + CHALLENGE_MS,
  };
}

/** Returns the digest of a stored password hash. */
function digestPasswordHash(passwordHash: string): string {
  return digest(passwordHash);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** Returns the key of a challenge's item. Challenges of resets have keys of the same form, and another purpose. */
export function challengeKey(challengeDigest: string): { readonly pk: string; readonly sk: string } {
  return { pk: keyPrefixes.challenge + challengeDigest, sk: 'CHALLENGE' };
}

/** What a challenge requires of its account. */
export type ChallengeBinding = Pick<
  SecondFactorChallenge,
  'securityVersion' | 'passwordDigest' | 'scope' | 'username' | 'device'
>;

/** Whether an account is as it was when its password was found right. */
export function isBound(account: Account, challenge: ChallengeBinding): boolean {
  const { device } = challenge;
  return (
    account.state === 'ACTIVE' &&
    account.securityVersion === challenge.securityVersion &&
    digestPasswordHash(account.passwordHash) === challenge.passwordDigest &&
    account.scopes.join(' ') === challenge.scope &&
    account.username === challenge.username &&
    (device === undefined || account.devices.some(({ id }) => id === device))
  );
}
