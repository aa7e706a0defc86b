/** The second factor of an account. */
import { type Attributes, readNumber } from '../../shared/table/attributes';

/** The second factor of an account. */
export interface SecondFactorHolder {
  /** Since when it is on, in epoch milliseconds. @default - the account has no second factor */
  readonly secondFactorSince?: number | undefined;
}

/** The attributes of an account's item that hold it. */
export const FACTOR_ATTRIBUTES = ['secondFactorSince'] as const;

/** Reads it from an account's item. */
export function readFactors(item: Attributes): SecondFactorHolder {
  return item.secondFactorSince
    ? { secondFactorSince: readNumber(item, 'secondFactorSince', 'An account') }
    : {};
}
