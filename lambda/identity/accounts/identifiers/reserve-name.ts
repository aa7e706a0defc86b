/** Reserves a username for an account that is about to get it. */

import { LONGEST_RUN_MS } from '../../../shared/aws/aws-limits';
import { UsernameTakenError } from '../../../shared/errors';
import type { Accounts } from '../accounts';
import { holdsName } from '../usernames/username-rules';
import type { NameOwner, NamePointer, NamePointers } from './name-pointers';

/** The dependencies of a reservation. */
export interface ReserveNameDependencies {
  readonly names: Pick<NamePointers, 'find' | 'reserve' | 'replace'>;
  readonly accounts: Pick<Accounts, 'find'>;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/** How long a reservation lasts: by then, the request that made it has ended. */
export const RESERVATION_MS = LONGEST_RUN_MS;

/** Creates the pointer of a reservation that begins now. */
export function toReservation({ name, sub }: NameOwner, now: number): NamePointer {
  return { name, sub, state: 'RESERVED', reservedUntil: now + RESERVATION_MS };
}

/** Whether a pointer keeps its name from other accounts. @param found the pointer, as it was read */
async function isHeld(
  { accounts, now }: Omit<ReserveNameDependencies, 'names'>,
  { name, sub, state, reservedUntil }: NamePointer,
): Promise<boolean> {
  if (state === 'RESERVED' && reservedUntil > now()) return true;
  const account = await accounts.find(sub);
  return account !== undefined && holdsName(account, name, now());
}

/** The dependencies of a check. */
export type CheckNameDependencies = Omit<ReserveNameDependencies, 'names'> & {
  readonly names: Pick<NamePointers, 'find'>;
};

/**
 * Checks that no other account has a name. Another account may still take the name before it is reserved.
 * @throws UsernameTakenError
 */
export async function checkNameIsFree(
  { names, ...deps }: CheckNameDependencies,
  { name, sub }: NameOwner,
): Promise<void> {
  const found = await names.find(name);
  if (found && found.sub !== sub && (await isHeld(deps, found))) {
    throw new UsernameTakenError('The username is taken');
  }
}

/** How often a pointer is read again when it changes between the read and the write. */
const MAX_ATTEMPTS = 3;

/**
 * Reserves the name. An existing pointer is replaced only when it is the account's own, or when no account
 * has the name through it. The second case requires that its reservation has expired or was confirmed. A
 * consistent read must also show that its account does not exist, or neither has the name nor holds it as a
 * former one.
 *
 * An unexpired reservation is never replaced, because its account may be written at any moment. After a
 * confirmation, that write is complete.
 *
 * @param pointer the pointer to store, for a caller that releases it after an error. Default: a reservation that
 * begins now
 * @returns the pointer; the caller must confirm it once the account is written
 * @throws UsernameTakenError
 */
export async function reserveName(
  { names, accounts, now }: ReserveNameDependencies,
  owner: NameOwner,
  pointer: NamePointer = toReservation(owner, now()),
): Promise<NamePointer> {
  const { name, sub } = pointer;
  for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
    if (await names.reserve(pointer)) return pointer;
    const found = await names.find(name);
    // it was released in between
    if (!found) continue;
    if (found.sub !== sub && (await isHeld({ accounts, now }, found))) {
      throw new UsernameTakenError('The username is taken');
    }
    if (await names.replace(found, pointer)) return pointer;
  }
  throw new UsernameTakenError('Other requests kept taking the username');
}
