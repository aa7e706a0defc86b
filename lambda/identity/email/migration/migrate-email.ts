/** Takes over the verified address of a user from another system, at the first sign-in. */
import { describeError } from '../../../shared/describe-error';
import type { Log } from '../../../shared/log';
import type { Accounts } from '../../accounts/accounts';
import { parseEmailAddress } from '../../accounts/identifiers/email-address';
import type { IdentifierPointers } from '../../accounts/identifiers/identifier-pointers';
import { toReservation } from '../../accounts/identifiers/reserve-identifier';
import type { MigratedAccount } from '../../passwords/migration-hook';
import type { AccountEmails } from '../account-emails';
import { abandonEmail, reserveEmail } from '../reserve-email';
import type { MigratedAccountEmails } from './migrated-account-emails';

/** The dependencies of the operation. */
export interface MigrateEmailDependencies {
  readonly accounts: Pick<Accounts, 'find' | 'discard'>;
  readonly emails: IdentifierPointers;
  readonly accountEmails: Pick<AccountEmails, 'restore'>;
  readonly migratedEmails: MigratedAccountEmails;
  /** Asks the other system, with the token of the sign-in that it completed. */
  readonly readEmail: (
    accessToken: string,
  ) => Promise<{ readonly address?: string | undefined; readonly isVerified: boolean }>;
  readonly newId: () => string;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  readonly log: Log<'email_migrated' | 'email_not_migrated'>;
}

/** A sign-in that the other system completed. */
export interface MigrateEmailCommand {
  readonly account: MigratedAccount;
  readonly accessToken: string;
  readonly requestId: string;
}

/** Why an address is not taken over. `failed`: a call failed. */
type SkipReason = 'changed' | 'failed' | 'invalid' | 'taken';

/**
 * Returns the operation. It reserves the address, changes the account, which is the commit, and confirms the
 * address. It tries once and never throws: the sign-in succeeds without the address, and a later one does not
 * ask again. An address that is not verified, or that another account has, is skipped.
 */
export function migrateEmail(
  deps: MigrateEmailDependencies,
): (command: MigrateEmailCommand) => Promise<void> {
  const { emails, accountEmails, migratedEmails, readEmail, newId, now, log } = deps;

  /** Returns why the address is skipped; `unverified` is not worth a log line. */
  async function migrate({
    account,
    accessToken,
  }: MigrateEmailCommand): Promise<SkipReason | 'unverified' | undefined> {
    const { address: text = '', isVerified } = await readEmail(accessToken);
    if (!isVerified || text === '') return 'unverified';
    const address = parseEmailAddress(text);
    if (!address) return 'invalid';
    const { normalised, shown } = address;
    const pointer = toReservation({ name: normalised, sub: account.sub }, now());
    if (!(await reserveEmail(deps, pointer))) return 'taken';
    const email = { address: normalised, shown, verifiedAt: now(), verifiedBy: newId() };
    if (!(await migratedEmails.put(account, email))) {
      await abandonEmail(deps, pointer);
      return 'changed';
    }
    if (await emails.confirm(pointer)) return undefined;
    // this took longer than the reservation lasts, and another account has taken the address
    await accountEmails.restore(account, email, undefined);
    return 'taken';
  }

  return async (command) => {
    const { account, requestId } = command;
    const { sub, state, email } = account;
    if (state !== 'ACTIVE' || email) return;
    try {
      const reason = await migrate(command);
      if (reason === undefined) log('email_migrated', { sub, requestId });
      else if (reason !== 'unverified') log('email_not_migrated', { reason, sub, requestId });
    } catch (error) {
      log('email_not_migrated', { reason: 'failed', sub, error: describeError(error), requestId });
    }
  };
}
