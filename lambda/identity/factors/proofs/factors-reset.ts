/** A reset of the factors of an account, for a user who has lost them. An operator requests it, and it waits. */
import { toAttributes } from '../../../shared/table/attributes';
import type { Account } from '../../accounts/account';
import { hasPassword, NO_PASSWORD } from '../../passwords/no-password';
import type { ProofWrite } from '../factor-proof';

/** How long a reset waits, in milliseconds. In this time the user of the account can cancel it. */
export const FACTORS_RESET_MS = 24 * 60 * 60 * 1000;

/** A reset that a sign-in applies. */
export interface AppliedReset {
  /** The date that the account must still have, in epoch milliseconds. */
  readonly resetAt: number;
  readonly write: ProofWrite;
}

/**
 * Returns the date of a reset from which a sign-in needs no second factor. Returns undefined when the account has no
 * such date, or when it is in the future. An account without a password has none: its passkeys are its only way in.
 * @param now epoch milliseconds
 */
export function findDueReset(account: Account, now: number): number | undefined {
  const { factorsResetAt } = account;
  const isDue = factorsResetAt !== undefined && factorsResetAt <= now && hasPassword(account);
  return isDue ? factorsResetAt : undefined;
}

/**
 * Returns the parts of the write that removes all factors and passkeys. It requires a password, and the date that was
 * read: a reset that was canceled meanwhile removes nothing.
 */
export function applyReset(resetAt: number): AppliedReset {
  return {
    resetAt,
    write: {
      condition: '#factorsResetAt = :factorsResetAt AND #passwordHash <> :noPassword',
      set: '#factorFailures = :noFailures, #stepUpFailures = :noFailures',
      remove: '#factors, #passkeys, #secondFactorSince, #recoveryCodes, #factorsResetAt',
      names: {
        '#factors': 'factors',
        '#passkeys': 'passkeys',
        '#passwordHash': 'passwordHash',
        '#secondFactorSince': 'secondFactorSince',
        '#recoveryCodes': 'recoveryCodes',
        '#factorsResetAt': 'factorsResetAt',
        '#factorFailures': 'factorFailures',
        '#stepUpFailures': 'stepUpFailures',
      },
      values: toAttributes({ ':factorsResetAt': resetAt, ':noFailures': 0, ':noPassword': NO_PASSWORD }),
    },
  };
}
