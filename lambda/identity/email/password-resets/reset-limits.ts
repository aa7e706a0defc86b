/** Limits the mails of resets of each account and of each address. Their sources are counted before. */
import type { KeyedHasher } from '../../throttling/keyed-hasher';
import { type SourceRateLimits, type SourceWindow, windowAt } from '../../throttling/source-rate-limits';
import { mailLimits } from '../mail-limits';
import type { ResetTarget } from './find-reset-target';

/** The dependencies of the limits. */
export interface ResetLimitDependencies {
  readonly sourceRateLimits: Pick<SourceRateLimits, 'reserve'>;
  readonly hashName: KeyedHasher;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/** The counts of a mail. */
export interface ResetClaim {
  /** The counts from which to take the mail back when it cannot be requested. */
  readonly windows: readonly SourceWindow[];
  /** The limit that refuses the mail. @default - none */
  readonly refusedBy?: 'account' | 'address' | undefined;
}

/**
 * Returns the function that counts a mail. Its calls are the same whether the mail is refused or not. They are
 * counted apart from the mails that a signed-in user causes, so that a flood of anonymous requests does not
 * use those up.
 * @param isOpen whether the reset may be mailed at all. Otherwise it is counted only when it is the first of
 * its window
 */
export function claimResetMail(
  deps: ResetLimitDependencies,
): (target: ResetTarget, isOpen: boolean) => Promise<ResetClaim> {
  const { sourceRateLimits, hashName, now } = deps;
  return async ({ sub, address }, isOpen) => {
    const at = now();
    const windows: SourceWindow[] = [];
    const reserve = async (kind: 'mail-account' | 'mail-address', name: string, max: number) => {
      const window = windowAt(kind, await hashName(name), at);
      const isReserved = await sourceRateLimits.reserve(window, max);
      if (isReserved) windows.push(window);
      return isReserved;
    };
    const { accountPerDay, addressPerDay } = mailLimits;
    const byAccount = await reserve('mail-account', `resets/account/${sub}`, isOpen ? accountPerDay : 0);
    const byAddress = await reserve(
      'mail-address',
      `resets/address/${address}`,
      isOpen && byAccount ? addressPerDay : 0,
    );
    return { windows, refusedBy: !byAccount ? 'account' : !byAddress ? 'address' : undefined };
  };
}
