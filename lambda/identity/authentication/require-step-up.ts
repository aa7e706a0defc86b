/** Requires a recent authentication before sensitive changes, and a second factor of accounts that have one. */
import { InsufficientAuthenticationError } from '../../shared/errors';
import type { Caller } from '../../shared/http/request';
import type { Account } from '../accounts/account';
import { type FactorPolicy, mustProveFactor } from '../factors/account-factor';
import { type StepUpHolder, stepUpKindsOf } from '../factors/proofs/step-up-kinds';

/** What a sensitive change requires. */
export interface StepUpRule extends FactorPolicy {
  /** How many seconds ago the user may have been authenticated at most. */
  readonly reauthenticationSeconds: number;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  /** Whether the stage has second factors. Without them, no account needs one. */
  readonly hasFactors: boolean;
}

/** The part of a caller that is checked. */
export type AuthenticatedCaller = Pick<Caller, 'authTime' | 'amr'>;

/** The part of an account that is checked. */
type FactorHolder = StepUpHolder & Pick<Account, 'secondFactorSince'>;

/** The method of an authentication by more than one factor (RFC 8176 section 2). */
const SEVERAL_FACTORS = 'mfa';

/** Whether an account must use its second factor. */
export function needsSecondFactor(
  rule: Pick<StepUpRule, 'hasFactors' | keyof FactorPolicy>,
  account: Pick<Account, 'secondFactorSince' | 'passkeys'>,
): boolean {
  return rule.hasFactors && mustProveFactor(account, rule);
}

/**
 * Checks when and how the caller was authenticated. A refresh is not an authentication. An account with a second
 * factor must have used it in that authentication, also if the factor was added after the sign-in. An account
 * without one needs no more than a recent authentication: by its password, or by a passkey if it has none.
 *
 * @throws InsufficientAuthenticationError
 */
export function requireStepUp(rule: StepUpRule, caller: AuthenticatedCaller, account: FactorHolder): void {
  const { reauthenticationSeconds, now } = rule;
  const needsFactor = needsSecondFactor(rule, account);
  const isRecent = Math.floor(now() / 1000) - caller.authTime <= reauthenticationSeconds;
  if (isRecent && (!needsFactor || caller.amr.includes(SEVERAL_FACTORS))) return;
  const kinds = stepUpKindsOf(account, { needsFactor, hasPasskeys: rule.hasPasskeys });
  throw new InsufficientAuthenticationError({
    max_age: reauthenticationSeconds,
    ...(needsFactor && { amr_values: [SEVERAL_FACTORS] }),
    ...((needsFactor || kinds.length > 0) && { kinds }),
  });
}
