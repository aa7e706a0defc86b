/** Reserves a username or an e-mail address for an account that is about to get it. */

import { LONGEST_RUN_MS } from '../../../shared/aws/aws-limits';
import { UsernameTakenError } from '../../../shared/errors';
import type { Account } from '../account';
import type { Accounts } from '../accounts';
import { holdsName } from '../usernames/username-rules';
import type { IdentifierOwner, IdentifierPointer, IdentifierPointers } from './identifier-pointers';

/** The dependencies of a reservation. */
export interface ReserveIdentifierDependencies {
  readonly pointers: Pick<IdentifierPointers, 'find' | 'reserve' | 'replace'>;
  readonly accounts: Pick<Accounts, 'find' | 'discard'>;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  /** Whether an account keeps an identifier from others. */
  readonly holds: (account: Account, name: string, now: number) => boolean;
}

/** The dependencies of a reservation of a username. */
export interface ReserveNameDependencies {
  readonly names: Pick<IdentifierPointers, 'find' | 'reserve' | 'replace'>;
  readonly accounts: Pick<Accounts, 'find' | 'discard'>;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/** How long a reservation lasts: by then, the request that made it has ended. */
export const RESERVATION_MS = LONGEST_RUN_MS;

/** Creates the pointer of a reservation that begins now. */
export function toReservation({ name, sub }: IdentifierOwner, now: number): IdentifierPointer {
  return { name, sub, state: 'RESERVED', reservedUntil: now + RESERVATION_MS };
}

/**
 * Whether a pointer keeps its identifier from other accounts. An expired account is deleted first: a sign-in or a
 * verification that began before it expired may still save it, and then it keeps its identifier.
 * @param found the pointer, as it was read
 */
async function isHeld(
  { accounts, now, holds }: Omit<ReserveIdentifierDependencies, 'pointers'>,
  { name, sub, state, reservedUntil }: IdentifierPointer,
): Promise<boolean> {
  if (state === 'RESERVED' && reservedUntil > now()) return true;
  const account = await accounts.find(sub);
  if (!account || !holds(account, name, now())) return false;
  return account.state !== 'EXPIRED' || !(await accounts.discard(account));
}

/** The dependencies of a check. */
export type CheckNameDependencies = Omit<ReserveNameDependencies, 'names'> & {
  readonly names: Pick<IdentifierPointers, 'find'>;
};

/**
 * Checks that no other account has a name. Another account may still take the name before it is reserved.
 * @throws UsernameTakenError
 */
export async function checkNameIsFree(
  { names, ...deps }: CheckNameDependencies,
  { name, sub }: IdentifierOwner,
): Promise<void> {
  const found = await names.find(name);
  if (found && found.sub !== sub && (await isHeld({ ...deps, holds: holdsName }, found))) {
    throw new UsernameTakenError('The username is taken');
  }
}

/** How often a pointer is read again when it changes between the read and the write. */
const MAX_ATTEMPTS = 3;

/**
 * Reserves an identifier. An existing pointer is replaced only when it is the account's own, or when no account
 * has the identifier through it. The second case requires that its reservation has expired or was confirmed. A
 * consistent read must also show that its account does not exist or has expired, or neither has the identifier nor
 * holds it as a former one.
 *
 * An unexpired reservation is never replaced, because its account may be written at any moment. After a
 * confirmation, that write is complete.
 *
 * @param pointer the pointer to store
 * @returns whether it is stored; the caller must confirm it once the account is written. False when another
 * account has the identifier, or other requests kept taking it
 */
export async function reserveIdentifier(
  { pointers, ...deps }: ReserveIdentifierDependencies,
  pointer: IdentifierPointer,
): Promise<boolean> {
  const { name, sub } = pointer;
  for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
    if (await pointers.reserve(pointer)) return true;
    const found = await pointers.find(name);
    // it was released in between
    if (!found) continue;
    if (found.sub !== sub && (await isHeld(deps, found))) return false;
    if (await pointers.replace(found, pointer)) return true;
  }
  return false;
}

/**
 * Reserves a username, which its account may also hold as a former one.
 * @param pointer the pointer to store, for a caller that releases it after an error. Default: a reservation that
 * begins now
 * @returns the pointer; the caller must confirm it once the account is written
 * @throws UsernameTakenError
 */
export async function reserveName(
  { names, ...deps }: ReserveNameDependencies,
  owner: IdentifierOwner,
  pointer: IdentifierPointer = toReservation(owner, deps.now()),
): Promise<IdentifierPointer> {
  const { accounts, now } = deps;
  if (await reserveIdentifier({ pointers: names, accounts, now, holds: holdsName }, pointer)) return pointer;
  throw new UsernameTakenError('The username is taken');
}
