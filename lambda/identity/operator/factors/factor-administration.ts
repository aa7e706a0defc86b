/** The store of resets of second factors, which only operators request. Every change is one conditional write. */
import { toAttributes } from '../../../shared/table/attributes';
import type { Account } from '../../accounts/account';
import type { Accounts } from '../../accounts/accounts';
import type { UpdateAccount } from '../../accounts/update-account';
import { FACTOR_ATTRIBUTES } from '../../factors/account-factor';
import { countPasskeys } from '../../passkeys/account-passkey';

/** Whether an account has factors that a reset removes: its second factor is on, or it has a passkey. */
export function hasFactors(account: Account): boolean {
  return account.secondFactorSince !== undefined || countPasskeys(account) > 0;
}

/** Resets the factors of accounts on behalf of operators. */
export interface FactorAdministration {
  /**
   * Sets the date from which the factors count as removed. An account that has a date keeps it.
   * @param at epoch milliseconds
   * @returns the date of the account; undefined when the account has changed since it was read
   */
  requestReset(account: Account, at: number): Promise<number | undefined>;
  /**
   * Removes all factors, passkeys among them, the recovery codes and the guesses at once.
   * @returns false when the account has changed since it was read
   */
  resetNow(account: Account): Promise<boolean>;
}

const UNCHANGED =
  '#state = :active AND #version = :version AND (attribute_exists(#since) OR attribute_exists(#passkeys))';
const NAMES = {
  '#state': 'state',
  '#version': 'securityVersion',
  '#since': 'secondFactorSince',
  '#passkeys': 'passkeys',
};

/** Creates a store that changes accounts in the DynamoDB table. */
export function createDynamoFactorAdministration(
  updateIf: UpdateAccount,
  accounts: Pick<Accounts, 'find'>,
): FactorAdministration {
  const valuesOf = ({ securityVersion }: Account) => ({ ':active': 'ACTIVE', ':version': securityVersion });
  return {
    async requestReset(account, at) {
      const updated = await updateIf(account, {
        ConditionExpression: `${UNCHANGED} AND attribute_not_exists(#resetAt)`,
        UpdateExpression: 'SET #resetAt = :at',
        ExpressionAttributeNames: { ...NAMES, '#resetAt': 'factorsResetAt' },
        ExpressionAttributeValues: toAttributes({ ...valuesOf(account), ':at': at }),
      });
      if (updated) return at;
      // another run has set it, or the first write of a retry inside the SDK
      const found = await accounts.find(account.sub);
      return found?.securityVersion === account.securityVersion ? found.factorsResetAt : undefined;
    },

    async resetNow(account) {
      const removed = FACTOR_ATTRIBUTES.map((name, place) => [`#removed${place}`, name] as const);
      const updated = await updateIf(account, {
        ConditionExpression: UNCHANGED,
        UpdateExpression: `REMOVE #passkeys, ${removed.map(([alias]) => alias).join(', ')}`,
        ExpressionAttributeNames: { ...NAMES, ...Object.fromEntries(removed) },
        ExpressionAttributeValues: toAttributes(valuesOf(account)),
      });
      if (updated) return true;
      // if only the response was lost, a retry inside the SDK finds that its first write has removed them
      const found = await accounts.find(account.sub);
      return found?.securityVersion === account.securityVersion && !hasFactors(found);
    },
  };
}
