/** Resets the second factors of a user who has lost them. A command for operators, without a route. */
import type { Account } from '../../accounts/account';
import type { Accounts } from '../../accounts/accounts';
import type { IdentifierPointers } from '../../accounts/identifiers/identifier-pointers';
import { chooseMailLanguage } from '../../email/mail-language';
import type { MailQueue } from '../../email/mail-queue';
import type { FactorSecrets } from '../../factors/factor-secrets';
import { FACTORS_RESET_MS } from '../../factors/proofs/factors-reset';
import { hasPassword } from '../../passwords/no-password';
import { findChosenUser, type UserChoice } from '../find-user';
import type { RecordAudit } from '../record-audit';
import { type FactorAdministration, hasFactors } from './factor-administration';

/** The dependencies of the command. */
export interface ResetFactorsDependencies {
  readonly accounts: Pick<Accounts, 'find'>;
  readonly names: Pick<IdentifierPointers, 'find'>;
  readonly factorAdministration: FactorAdministration;
  readonly factorSecrets: Pick<FactorSecrets, 'delete'>;
  /** Takes the notice. @default - the stage sends no mails, so that a reset must not wait */
  readonly mailQueue?: MailQueue | undefined;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  readonly recordAudit: RecordAudit;
}

/** A reset. */
export interface ResetFactorsCommand {
  readonly choice: UserChoice;
  /** Whether the factors are removed at once. */
  readonly isAtOnce: boolean;
}

/** The result. */
export interface FactorsReset {
  readonly username: string;
  /** From when the factors count as removed, in epoch milliseconds. @default - they are removed */
  readonly resetAt?: number;
  /** Whether the user receives a notice. */
  readonly isNoticed: boolean;
}

/**
 * Returns the operation. A reset waits for 24 hours, so that the user of the account can cancel it. The notice is in the
 * queue before the account is changed: nothing changes without it. The command may be repeated after a failure, and never
 * moves a date that the account has. Secrets that an interruption leaves belong to no factor: the next list of factors
 * deletes them. So does the next list of passkeys with the keys of those that were removed.
 * @throws Error with advice: an unknown user, one whose account is not active, or has no second factor and no passkey, or no
 * password, or a reset that waits without a notice
 */
export function resetFactors(
  deps: ResetFactorsDependencies,
): (command: ResetFactorsCommand) => Promise<FactorsReset> {
  const { factorAdministration, factorSecrets, mailQueue, now, recordAudit } = deps;

  /** @returns whether the account has an address that the notice reaches */
  async function sendNotice({ sub, email, factorsResetAt }: Account, isAtOnce: boolean): Promise<boolean> {
    if (!mailQueue || !email || 'undeliverable' in email) return false;
    // the notice states when a reset takes effect, by its time: a repeated run keeps the date of the first
    const firstAt = factorsResetAt === undefined ? now() : factorsResetAt - FACTORS_RESET_MS;
    await mailQueue.enqueue({
      kind: 'notice',
      sub,
      ...(isAtOnce
        ? { notice: 'factor-removed', at: now() }
        : { notice: 'factors-reset-requested', at: firstAt }),
      language: chooseMailLanguage(undefined),
    });
    return true;
  }

  return async ({ choice, isAtOnce }) => {
    if (!isAtOnce && !mailQueue) {
      throw new Error('The user would receive no notice of a reset that waits: reset the factors at once');
    }
    const account = await findChosenUser(deps, choice);
    const { sub, username } = account;
    checkResettable(account);
    await recordAudit('operator_factors_reset', { sub, kind: isAtOnce ? 'at-once' : 'waiting' });
    const isNoticed = await sendNotice(account, isAtOnce);
    if (!isAtOnce) {
      const resetAt = await factorAdministration.requestReset(account, now() + FACTORS_RESET_MS);
      if (resetAt === undefined) throw new Error(CHANGED);
      return { username, resetAt, isNoticed };
    }
    if (!(await factorAdministration.resetNow(account))) throw new Error(CHANGED);
    // only those of the factors that were removed: the user may already add another one
    for (const id of Object.keys(account.factors ?? {})) await factorSecrets.delete(sub, id);
    return { username, isNoticed };
  };
}

const CHANGED = 'Another request changed the account at the same time: run the command again';

function checkResettable(account: Account): void {
  const { username, state } = account;
  if (state === 'DISABLED') {
    throw new Error(`The account of "${username}" is disabled: enable it first with users:enable`);
  }
  if (state !== 'ACTIVE') {
    throw new Error(`The account of "${username}" is being deleted, so its factors cannot be reset`);
  }
  if (!hasFactors(account)) {
    throw new Error(`The user "${username}" has no second factor and no passkey: there is nothing to reset`);
  }
  if (!hasPassword(account)) {
    throw new Error(
      `The user "${username}" has no password, so nothing would be left to sign in with: give a temporary one first with users:set-password`,
    );
  }
}
