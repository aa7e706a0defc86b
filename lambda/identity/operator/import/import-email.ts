/** Reserves, confirms and compares the e-mail addresses of imported accounts. */
import type { Account } from '../../accounts/account';
import type { Accounts } from '../../accounts/accounts';
import type { IdentifierPointer, IdentifierPointers } from '../../accounts/identifiers/identifier-pointers';
import { toReservation } from '../../accounts/identifiers/reserve-identifier';
import type { AccountEmails } from '../../email/account-emails';
import { holdsEmail, reserveEmail } from '../../email/reserve-email';
import { UnusableRecordError, type UserRecord } from '../user-record';

/** The dependencies of these steps. */
export interface ImportEmailDependencies {
  readonly accounts: Pick<Accounts, 'find' | 'discard'>;
  readonly emails: IdentifierPointers;
  readonly accountEmails: Pick<AccountEmails, 'restore'>;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

const TAKEN = 'another account has the e-mail address';

/**
 * Checks that no other account has the address of a line. Another account may still take it before it is
 * reserved.
 * @param sub the account that may have it
 * @throws UnusableRecordError
 */
export async function checkEmailIsFree(
  { accounts, emails }: ImportEmailDependencies,
  { email }: UserRecord,
  sub: string,
): Promise<void> {
  const pointer = email && (await emails.find(email.normalised));
  if (!email || !pointer || pointer.sub === sub) return;
  const account = await accounts.find(pointer.sub);
  if (account && holdsEmail(account, email.normalised)) throw new UnusableRecordError(TAKEN);
}

/**
 * Runs the creation of an account under a reservation of its address, which is confirmed afterwards. An account
 * without an address is only created.
 * @throws UnusableRecordError when another account has the address
 */
export async function createWithEmail(
  deps: ImportEmailDependencies,
  account: Account,
  create: () => Promise<void>,
): Promise<void> {
  const { accounts, emails, accountEmails, now } = deps;
  const { sub, email } = account;
  if (!email) return create();
  const pointer = toReservation({ name: email.address, sub }, now());
  if (!(await reserveEmail(deps, pointer))) throw new UnusableRecordError(TAKEN);
  try {
    await create();
  } catch (error) {
    // after any other error, the account may be stored now or later
    if (error instanceof UnusableRecordError) {
      const present = await accounts.find(sub);
      if (!present || !holdsEmail(present, email.address)) await emails.release(pointer);
    }
    throw error;
  }
  if (await emails.confirm(pointer)) return;
  // this took longer than the reservation lasts, and another account has taken the address
  await accountEmails.restore(account, email, undefined);
  throw new UnusableRecordError('the e-mail address was taken during the import: the account has none');
}

/**
 * Finds the pointer of the address of a line that is imported over an account. An import changes no address.
 * @returns whether it is confirmed, or there is no address; and the pointer, if the account has one
 * @throws UnusableRecordError when the account has another address, or none
 */
export async function compareEmail(
  { emails }: Pick<ImportEmailDependencies, 'emails'>,
  present: Account,
  { email }: UserRecord,
): Promise<{ readonly isConfirmed: boolean; readonly pointer?: IdentifierPointer | undefined }> {
  if (!email) return { isConfirmed: true };
  if (!holdsEmail(present, email.normalised)) {
    throw new UnusableRecordError(
      'the account exists without this e-mail address: remove email from the line, or use users:email',
    );
  }
  const found = await emails.find(email.normalised);
  const pointer = found?.sub === present.sub ? found : undefined;
  return { isConfirmed: pointer?.state === 'CONFIRMED', pointer };
}

/**
 * Confirms the address of an account, since an earlier import may have stopped before it did. A pointer that was
 * lost is stored again.
 * @throws UnusableRecordError when another account has taken the address
 */
export async function confirmEmail(
  deps: ImportEmailDependencies,
  { sub, email }: Account,
  found: IdentifierPointer | undefined,
): Promise<void> {
  if (!email) return;
  const pointer = found ?? toReservation({ name: email.address, sub }, deps.now());
  const isReserved = found !== undefined || (await reserveEmail(deps, pointer));
  if (!isReserved || !(await deps.emails.confirm(pointer))) throw new UnusableRecordError(TAKEN);
}
