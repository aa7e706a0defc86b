/**
 * The store of accounts' passkeys and of the switch of the second factor. They are part of the account, so one write
 * commits a change. Each write applies to an active account only, with the security version that was read.
 */
import { type Attributes, toAttributes } from '../../shared/table/attributes';
import type { Account } from '../accounts/account';
import type { Accounts } from '../accounts/accounts';
import type { AccountUpdate, UpdateAccount } from '../accounts/update-account';
import { countFactors, hasSameCodes } from '../factors/account-factor';
import { type AccountPasskey, countPasskeys } from './account-passkey';

/** Stores which passkeys accounts have. */
export interface AccountPasskeys {
  /**
   * Adds a passkey.
   * @returns false when the account has changed since it was read: its state, its security version or the number of its
   * passkeys
   */
  add(account: Account, id: string, passkey: AccountPasskey): Promise<boolean>;
  /**
   * Removes a passkey. With the last factor, the second factor is off, and the recovery codes are void.
   * @returns false when the account has changed since it was read: also its password, or another passkey
   */
  remove(account: Account, id: string): Promise<boolean>;
  /**
   * Turns the second factor of an account on that has a passkey or an authenticator app.
   * @param at epoch milliseconds
   * @returns false when the account has changed since it was read
   */
  turnOn(account: Account, recoveryDigests: readonly string[], at: number): Promise<boolean>;
  /**
   * Turns the second factor off. Authenticator apps and recovery codes go with it, and passkeys stay.
   * @returns true also when a parallel write has turned it off; false when the account has changed since it was read
   */
  turnOff(account: Account): Promise<boolean>;
}

/** A change of an account, with the parts of its write. */
interface Change extends Pick<AccountUpdate, 'UpdateExpression'> {
  readonly conditions: readonly string[];
  readonly names: Readonly<Record<string, string>>;
  readonly values: Attributes;
}

/** What goes with the second factor. */
const SECOND_FACTOR = {
  '#factors': 'factors',
  '#since': 'secondFactorSince',
  '#codes': 'recoveryCodes',
  '#resetAt': 'factorsResetAt',
};

/** Creates a store that keeps them in the DynamoDB table. */
export function createDynamoAccountPasskeys(
  updateIf: UpdateAccount,
  accounts: Pick<Accounts, 'find'>,
): AccountPasskeys {
  /**
   * Applies a change if the account is active and has the security version that was read.
   * @param isDone whether the account is as the change leaves it: if only the response was lost, a retry inside the SDK
   * finds its own first write
   */
  async function change(
    { sub, securityVersion }: Account,
    { conditions, UpdateExpression, names, values }: Change,
    isDone: (found: Account) => boolean,
  ): Promise<boolean> {
    const updated = await updateIf(
      { sub },
      {
        ConditionExpression: ['#state = :active', '#version = :version', ...conditions].join(' AND '),
        UpdateExpression,
        ExpressionAttributeNames: { '#state': 'state', '#version': 'securityVersion', ...names },
        ExpressionAttributeValues: {
          ...toAttributes({ ':active': 'ACTIVE', ':version': securityVersion }),
          ...values,
        },
      },
    );
    if (updated) return true;
    const found = await accounts.find(sub);
    return found?.state === 'ACTIVE' && found.securityVersion === securityVersion && isDone(found);
  }

  return {
    async add(account, id, { addedAt, verifiesUser }) {
      const count = countPasskeys(account);
      if (account.passkeys?.[id]) return false;
      const isFirst = count === 0;
      const passkey = { addedAt, verifiesUser };
      return change(
        account,
        {
          conditions: isFirst
            ? ['attribute_not_exists(#passkeys)']
            : ['size(#passkeys) = :count', 'attribute_not_exists(#passkeys.#id)'],
          UpdateExpression: isFirst ? 'SET #passkeys = :passkeys' : 'SET #passkeys.#id = :passkey',
          names: { '#passkeys': 'passkeys', ...(!isFirst && { '#id': id }) },
          values: toAttributes(
            isFirst ? { ':passkeys': { [id]: passkey } } : { ':passkey': passkey, ':count': count },
          ),
        },
        ({ passkeys }) => passkeys?.[id]?.addedAt === addedAt && passkeys[id]?.verifiesUser === verifiesUser,
      );
    },

    async remove(account, id) {
      const count = countPasskeys(account);
      if (!account.passkeys?.[id]) return false;
      const wayIn = requireWayIn(account, id);
      const factors = requireSameFactors(account);
      const turnsOff = count === 1 && account.secondFactorSince !== undefined && countFactors(account) === 0;
      const removed = [
        count === 1 ? '#passkeys' : '#passkeys.#id',
        ...(turnsOff ? ['#since', '#codes', '#resetAt'] : []),
      ];
      const { '#factors': _, ...withSwitch } = SECOND_FACTOR;
      return change(
        account,
        {
          conditions: [
            'size(#passkeys) = :count',
            'attribute_exists(#passkeys.#id)',
            ...wayIn.conditions,
            ...factors.conditions,
          ],
          UpdateExpression: `REMOVE ${removed.join(', ')}`,
          names: {
            '#passkeys': 'passkeys',
            '#id': id,
            ...wayIn.names,
            ...factors.names,
            ...(turnsOff && withSwitch),
          },
          values: { ...toAttributes({ ':count': count }), ...wayIn.values, ...factors.values },
        },
        (found) => !found.passkeys?.[id] && countPasskeys(found) === count - 1,
      );
    },

    async turnOn(account, recoveryDigests, at) {
      const hasPasskeys = countPasskeys(account) > 0;
      if (account.secondFactorSince !== undefined || (!hasPasskeys && countFactors(account) === 0))
        return false;
      return change(
        account,
        {
          conditions: ['attribute_not_exists(#since)', 'attribute_exists(#proofs)'],
          UpdateExpression: 'SET #since = :since, #codes = :codes',
          names: {
            '#since': SECOND_FACTOR['#since'],
            '#codes': SECOND_FACTOR['#codes'],
            '#proofs': hasPasskeys ? 'passkeys' : SECOND_FACTOR['#factors'],
          },
          values: { ...toAttributes({ ':since': at }), ':codes': { SS: [...recoveryDigests] } },
        },
        (found) => found.secondFactorSince === at && hasSameCodes(found, recoveryDigests),
      );
    },

    async turnOff(account) {
      if (account.secondFactorSince === undefined) return false;
      return change(
        account,
        {
          conditions: ['#since = :since'],
          UpdateExpression: `REMOVE ${Object.keys(SECOND_FACTOR).join(', ')}`,
          names: SECOND_FACTOR,
          values: toAttributes({ ':since': account.secondFactorSince }),
        },
        ({ secondFactorSince }) => secondFactorSince === undefined,
      );
    },
  };
}

/**
 * Returns what keeps a way in after a removal: a passkey that stays. Without one it is the password, which no write takes
 * away. So the condition need not name it, and `factors` gets no right to write it.
 */
function requireWayIn({ passkeys = {} }: Account, id: string): Omit<Change, 'UpdateExpression'> {
  const [kept] =
    Object.entries(passkeys).find(([other, { verifiesUser }]) => other !== id && verifiesUser) ?? [];
  if (kept === undefined) return { conditions: [], names: {}, values: {} };
  return {
    conditions: ['#passkeys.#kept.#verifiesUser = :true'],
    names: { '#kept': kept, '#verifiesUser': 'verifiesUser' },
    values: toAttributes({ ':true': true }),
  };
}

/** Requires the switch and the number of authenticator apps that were read. */
function requireSameFactors(account: Account): Omit<Change, 'UpdateExpression'> {
  const { secondFactorSince: since } = account;
  const count = countFactors(account);
  return {
    conditions: [
      since === undefined ? 'attribute_not_exists(#since)' : '#since = :since',
      count === 0 ? 'attribute_not_exists(#factors)' : 'size(#factors) = :factorCount',
    ],
    names: { '#since': SECOND_FACTOR['#since'], '#factors': SECOND_FACTOR['#factors'] },
    values: toAttributes({ ':since': since, ':factorCount': count === 0 ? undefined : count }),
  };
}
