/**
 * The store of accounts' second factors. They are part of the account, so one write commits a change. Each write
 * applies to an active account only.
 */
import { randomUUID } from 'node:crypto';
import { type Attributes, toAttributes } from '../../shared/table/attributes';
import type { Account } from '../accounts/account';
import type { Accounts } from '../accounts/accounts';
import type { AccountUpdate, UpdateAccount } from '../accounts/update-account';
import { countPasskeys } from '../passkeys/account-passkey';
import { countFactors, type Factor, hasSameCodes } from './account-factor';
import { acceptProof, type FactorProof } from './factor-proof';
import { applyReset } from './proofs/factors-reset';

/** A factor to confirm. */
export interface FactorConfirmation extends Pick<Factor, 'name'> {
  readonly id: string;
  /** The step of the code that confirms it. The code is used up. */
  readonly step: number;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The digests of the account's recovery codes. Required when they turn the second factor on, and absent otherwise. */
  readonly recoveryDigests?: readonly string[] | undefined;
}

/** Stores second factors. */
export interface AccountFactors {
  /**
   * Adds a factor. It turns the second factor on, unless passkeys have done so.
   * @returns false when the account has changed since it was read: its state, its security version, the number of its
   * factors or whether the second factor is on. Of parallel writes for one factor, one returns true
   */
  confirm(account: Account, confirmation: FactorConfirmation): Promise<boolean>;
  /**
   * Removes a factor. With the last one, the second factor is off, and the recovery codes are void, unless a passkey is
   * left in a stage that has passkeys.
   * @returns false when the account has changed since it was read, or never had the factor
   */
  remove(account: Account, id: string): Promise<boolean>;
  /**
   * Replaces the recovery codes of an account whose second factor is on.
   * @returns false when the account has changed since it was read
   */
  replaceRecoveryCodes(account: Account, digests: readonly string[]): Promise<boolean>;
  /**
   * Accepts a proof, outside of a sign-in.
   * @param at epoch milliseconds
   * @returns false when the proof was used, or the account has changed since it was read
   */
  consume(account: Account, proof: FactorProof, at: number): Promise<boolean>;
  /**
   * Cancels a reset of the factors.
   * @returns false when none waits any more, or the account has changed since it was read
   */
  cancelReset(account: Account): Promise<boolean>;
  /**
   * Removes all factors, passkeys and recovery codes, by a reset that is due. A sign-in that starts a session applies a reset
   * with its own write instead.
   * @param resetAt the date that was read, in epoch milliseconds
   * @returns true also when a parallel write has removed them; false when the reset was canceled, or the account has
   * changed since it was read
   */
  applyReset(account: Account, resetAt: number): Promise<boolean>;
}

/** What the stage has. */
export interface AccountFactorsOptions {
  /** Whether it has passkeys: without them, no passkey is a second factor. @default false */
  readonly hasPasskeys?: boolean | undefined;
}

/** Creates a store that keeps the factors in the DynamoDB table. */
export function createDynamoAccountFactors(
  updateIf: UpdateAccount,
  accounts: Pick<Accounts, 'find'>,
  { hasPasskeys = false }: AccountFactorsOptions = {},
): AccountFactors {
  /** Applies an update if the account is active and has the security version that was read. */
  async function update(
    account: Account,
    change: Pick<AccountUpdate, 'UpdateExpression'> & {
      readonly condition: string;
      readonly names: Readonly<Record<string, string>>;
      readonly values: Attributes;
    },
  ): Promise<boolean> {
    const updated = await updateIf(account, {
      ConditionExpression: `#state = :active AND #version = :version AND ${change.condition}`,
      UpdateExpression: change.UpdateExpression,
      ExpressionAttributeNames: { '#state': 'state', '#version': 'securityVersion', ...change.names },
      ExpressionAttributeValues: {
        ...toAttributes({ ':active': 'ACTIVE', ':version': account.securityVersion }),
        ...change.values,
      },
    });
    return updated !== undefined;
  }

  return {
    async confirm(account, { id, name, step, at, recoveryDigests }) {
      const count = countFactors(account);
      const isFirst = count === 0;
      const turnsOn = account.secondFactorSince === undefined;
      if (turnsOn !== (recoveryDigests !== undefined)) return false;
      const factor = { kind: 'totp', name, addedAt: at, lastStep: step };
      const isApplied = await update(account, {
        condition: [
          turnsOn ? 'attribute_not_exists(#since)' : 'attribute_exists(#since)',
          isFirst
            ? 'attribute_not_exists(#factors)'
            : 'size(#factors) = :count AND attribute_not_exists(#factors.#factor)',
        ].join(' AND '),
        UpdateExpression: [
          isFirst ? 'SET #factors = :factors' : 'SET #factors.#factor = :factor',
          ...(turnsOn ? ['#since = :at', '#codes = :codes'] : []),
        ].join(', '),
        names: {
          '#since': 'secondFactorSince',
          '#factors': 'factors',
          ...(turnsOn && { '#codes': 'recoveryCodes' }),
          ...(!isFirst && { '#factor': id }),
        },
        values: {
          ...toAttributes({
            ':at': turnsOn ? at : undefined,
            ':factors': isFirst ? { [id]: factor } : undefined,
            ':factor': isFirst ? undefined : factor,
            ':count': isFirst ? undefined : count,
          }),
          ...(recoveryDigests && { ':codes': { SS: [...recoveryDigests] } }),
        },
      });
      if (isApplied) return true;
      // if only the response was lost, a retry inside the SDK finds its own first write
      const found = await accounts.find(account.sub);
      const own = found?.factors?.[id];
      const hasCodes = !recoveryDigests || (found !== undefined && hasSameCodes(found, recoveryDigests));
      return own !== undefined && own.addedAt === at && own.lastStep === step && hasCodes;
    },

    async remove(account, id) {
      const count = countFactors(account);
      if (!account.factors?.[id]) return false;
      const isLast = count === 1;
      const keepsOn = hasPasskeys && countPasskeys(account) > 0;
      const turnsOff = isLast && !keepsOn;
      const isApplied = await update(account, {
        condition: [
          'size(#factors) = :count AND attribute_exists(#factors.#factor)',
          ...(isLast && hasPasskeys
            ? [keepsOn ? 'attribute_exists(#passkeys)' : 'attribute_not_exists(#passkeys)']
            : []),
        ].join(' AND '),
        UpdateExpression: [
          isLast ? 'REMOVE #factors' : 'REMOVE #factors.#factor',
          ...(turnsOff ? ['#since', '#codes', '#resetAt'] : []),
        ].join(', '),
        names: {
          '#factors': 'factors',
          '#factor': id,
          ...(isLast && hasPasskeys && { '#passkeys': 'passkeys' }),
          ...(turnsOff && {
            '#since': 'secondFactorSince',
            '#codes': 'recoveryCodes',
            '#resetAt': 'factorsResetAt',
          }),
        },
        values: toAttributes({ ':count': count }),
      });
      if (isApplied) return true;
      // if only the response was lost, a retry inside the SDK finds that its first write has removed it
      const found = await accounts.find(account.sub);
      return (
        found?.state === 'ACTIVE' &&
        found.securityVersion === account.securityVersion &&
        !found.factors?.[id] &&
        countFactors(found) === count - 1
      );
    },

    async replaceRecoveryCodes(account, digests) {
      const isApplied = await update(account, {
        condition: 'attribute_exists(#since)',
        UpdateExpression: 'SET #codes = :codes',
        names: { '#since': 'secondFactorSince', '#codes': 'recoveryCodes' },
        values: { ':codes': { SS: [...digests] } },
      });
      return isApplied;
    },

    async consume(account, proof, at) {
      const { write } = acceptProof(proof, at);
      return update(account, {
        // the id of this use: a retry inside the SDK after a lost response finds its own first write
        condition: `(${write.condition} OR #use = :use)`,
        UpdateExpression: [
          `SET #use = :use, ${write.set} REMOVE ${write.remove}`,
          ...(write.delete ? [`DELETE ${write.delete}`] : []),
        ].join(' '),
        names: { ...write.names, '#use': 'factorUse' },
        values: { ...write.values, ...toAttributes({ ':use': randomUUID() }) },
      });
    },

    cancelReset: (account) =>
      update(account, {
        condition: 'attribute_exists(#resetAt)',
        UpdateExpression: 'REMOVE #resetAt',
        names: { '#resetAt': 'factorsResetAt' },
        values: {},
      }),

    async applyReset(account, resetAt) {
      const { condition, set, remove, names, values } = applyReset(resetAt).write;
      const UpdateExpression = `SET ${set} REMOVE ${remove}`;
      if (await update(account, { condition, UpdateExpression, names, values })) return true;
      // a parallel write has removed them, or the first one of a retry inside the SDK
      const found = await accounts.find(account.sub);
      return (
        found?.securityVersion === account.securityVersion &&
        found.secondFactorSince === undefined &&
        countPasskeys(found) === 0
      );
    },
  };
}
