/** Determines whose password a reset is for, and what stands for it when no mail can be sent. */
import type { Account } from '../../accounts/account';
import { COGNITO_HASH } from '../../passwords/migration-hook';
import { hasPassword } from '../../passwords/no-password';
import type { KeyedHasher } from '../../throttling/keyed-hasher';

/** What a reset binds its challenge to. */
export interface ResetTarget {
  readonly sub: string;
  /** The normalized address. */
  readonly address: string;
  readonly securityVersion: number;
}

/**
 * Returns the target: the account, if it is active and has a password and a verified address. Otherwise a
 * target that looks the same and leads nowhere. It is the same for every spelling of one name, so that its
 * resets are counted as those of an account.
 * @param name the normalized form of what was typed
 */
export async function findResetTarget(
  hashName: KeyedHasher,
  account: Account | undefined,
  name: string,
): Promise<ResetTarget> {
  // in any case, so that the work is the same
  const decoy = toDecoy(await hashName(`resets/name/${name}`));
  if (!account?.email || account.state !== 'ACTIVE') return decoy;
  const { sub, email, passwordHash, securityVersion } = account;
  // a reset replaces a password and never creates one
  if (passwordHash === COGNITO_HASH || !hasPassword(account)) return decoy;
  return { sub, address: email.address, securityVersion };
}

/** Writes a keyed hash in the form of an account's id, a UUID of version 4. */
function toDecoy(hash: string): ResetTarget {
  const digits = Buffer.from(hash, 'base64url').toString('hex').slice(0, 32).padEnd(32, '0');
  const sub = digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5');
  return { sub, address: sub, securityVersion: 1 };
}
