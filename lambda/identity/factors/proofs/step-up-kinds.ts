/** The kinds of proof that authenticate the user of a session again. */
import type { Account } from '../../accounts/account';
import { hasPassword } from '../../passwords/no-password';
import { type FactorKind, kindsOf } from '../account-factor';

/** The part of an account that is read. */
export type StepUpHolder = Pick<Account, 'passwordHash' | 'factors' | 'passkeys' | 'recoveryCodes'>;

/** What a step-up must stand for. */
export interface StepUpNeed {
  /** Whether it must stand for two factors. */
  readonly needsFactor: boolean;
  /** Whether the stage has passkeys. @default false */
  readonly hasPasskeys?: boolean | undefined;
}

/**
 * Returns the kinds of proof that a step-up of an account accepts. There is none if its password is enough. A passkey
 * stands for two factors only if its authenticator verifies its user.
 */
export function stepUpKindsOf(
  account: StepUpHolder,
  { needsFactor, hasPasskeys }: StepUpNeed,
): readonly FactorKind[] {
  if (!needsFactor) {
    const kinds = hasPassword(account) ? [] : kindsOf(account, hasPasskeys);
    return kinds.filter((kind) => kind === 'passkey');
  }
  const passkeys = Object.entries(account.passkeys ?? {}).filter(([, { verifiesUser }]) => verifiesUser);
  return kindsOf({ ...account, passkeys: Object.fromEntries(passkeys) }, hasPasskeys);
}
