/** Reserves a username for an account that is about to get it. */

import { LONGEST_RUN_MS } from '../../../shared/aws/aws-limits';
import { UsernameTakenError } from '../../../shared/errors';
import type { Accounts } from '../accounts';
import { holdsName } from '../usernames/username-rules';
import type { NameOwner, NamePointer, NamePointers } from './name-pointers';

/** What a reservation needs. */
export interface ReserveNameDependencies {
  readonly names: Pick<NamePointers, 'find' | 'reserve' | 'replace'>;
  readonly accounts: Pick<Accounts, 'find'>;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/** How long a reservation holds: the request that made it has ended by then. */
export const RESERVATION_MS = LONGEST_RUN_MS;

/** Makes the pointer of a reservation that begins now. */
export function toReservation({ name, sub }: NameOwner, now: number): NamePointer {
  return { name, sub, state: 'RESERVED', reservedUntil: now + RESERVATION_MS };
}

/** Returns whether a pointer keeps its name from other accounts. @param found the pointer, as it was read */
async function isHeld(
  { accounts, now }: Omit<ReserveNameDependencies, 'names'>,
  { name, sub, state, reservedUntil }: NamePointer,
): Promise<boolean> {
  if (state === 'RESERVED' && reservedUntil > now()) return true;
  const account = await accounts.find(sub);
  return account !== undefined && holdsName(account, name, now());
}

/** What a look needs. */
export type CheckNameDependencies = Omit<ReserveNameDependencies, 'names'> & {
  readonly names: Pick<NamePointers, 'find'>;
};

/**
 * Looks whether another account has a name. That it is free may change until it is reserved.
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

/** A pointer that changes between the read and the write is looked at anew. */
const MAX_ATTEMPTS = 3;

/**
 * Reserves the name. A pointer that is there already is replaced only when it is the account's own, or when no account has the
 * name by it: its reservation has ended or was confirmed, and a consistent read shows that the account it leads to does not
 * exist, or neither has the name nor holds it as a former one. An unexpired reservation is never replaced, since its account may be written at any moment; after
 * a confirmation that moment is past.
 *
 * @param pointer what to put, for a caller that takes it back after an error. @default - a reservation from now on
 * @returns the pointer, to be confirmed once the account is written
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
    // released in between
    if (!found) continue;
    if (found.sub !== sub && (await isHeld({ accounts, now }, found))) {
      throw new UsernameTakenError('The username is taken');
    }
    if (await names.replace(found, pointer)) return pointer;
  }
  throw new UsernameTakenError('Other requests kept taking the username');
}
