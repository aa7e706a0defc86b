/**
 * The store of accounts' e-mail addresses. They are part of the account, so one write commits a change. Each
 * write applies to an active account only.
 */
import { toAttributes, type Value } from '../../shared/table/attributes';
import type { Account } from '../accounts/account';
import type { Accounts } from '../accounts/accounts';
import { keepSession } from '../accounts/kept-session';
import type { UpdateAccount } from '../accounts/update-account';
import {
  type AccountEmail,
  findFormerEmail,
  MAX_CODE_ATTEMPTS,
  type PendingEmail,
  toEmailValue,
  toFormerEmail,
} from './account-email';

/** Stores accounts' e-mail addresses. */
export interface AccountEmails {
  /**
   * Replaces the pending address.
   * @returns false when the security version has changed since the account was read
   */
  setPending(account: Account, pending: PendingEmail): Promise<boolean>;
  /** Drops a pending address, unless another request has replaced it. */
  dropPending(account: Pick<Account, 'sub'>, pending: Pick<PendingEmail, 'challenge'>): Promise<void>;
  /**
   * Counts one more code that is tried. Parallel codes count as well.
   * @returns false when no code may be tried: all were, or the request is void
   */
  countAttempt(account: Account, pending: PendingEmail): Promise<boolean>;
  /**
   * Puts the pending address into use and drops it as pending. The address that it replaces is kept as the
   * former one. The account no longer expires. The caller must reserve the address first.
   * @param keptSid for an account without an address: the session that stays valid when the security version is
   * raised by the same write. Default: the version stays
   * @returns false when the request is void, or the address in use has changed since the account was read. Of
   * parallel writes for one request, one returns true
   */
  verify(account: Account, pending: PendingEmail, verified: AccountEmail, keptSid?: string): Promise<boolean>;
  /**
   * Puts the former address, or none, back into use, unless the address has changed since. An account without an
   * address then expires when it did before.
   */
  restore(
    account: Pick<Account, 'sub' | 'expiresAt'>,
    lost: AccountEmail,
    former: AccountEmail | undefined,
  ): Promise<void>;
  /**
   * Removes the address in use and the pending one. The one that was in use is kept as the former one.
   * @param at the time, in epoch milliseconds
   * @returns false when the address in use has changed since the account was read
   */
  remove(account: Account, at: number): Promise<boolean>;
}

/** The condition that the address in use is still the one that was read. */
export function sameEmail({ email }: Pick<Account, 'email'>): {
  readonly condition: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, Value>>;
} {
  if (!email) return { condition: 'attribute_not_exists(#email)', names: { '#email': 'email' }, values: {} };
  return {
    condition: '#email.#by = :by',
    names: { '#email': 'email', '#by': 'verifiedBy' },
    values: { ':by': email.verifiedBy },
  };
}

/** Creates a store that keeps the addresses in the DynamoDB table. */
export function createDynamoAccountEmails(
  updateIf: UpdateAccount,
  accounts: Pick<Accounts, 'find'>,
): AccountEmails {
  const isOpen = '#state = :active AND #version = :version AND #pending.#challenge = :challenge';
  const openNames = {
    '#state': 'state',
    '#version': 'securityVersion',
    '#pending': 'pendingEmail',
    '#challenge': 'challenge',
  };
  const openValues = ({ challenge, securityVersion }: PendingEmail) => ({
    ':active': 'ACTIVE',
    ':version': securityVersion,
    ':challenge': challenge,
  });

  return {
    async setPending(account, pending) {
      const updated = await updateIf(account, {
        ConditionExpression: '#state = :active AND #version = :version',
        UpdateExpression: 'SET #pending = :pending',
        ExpressionAttributeNames: {
          '#state': 'state',
          '#version': 'securityVersion',
          '#pending': 'pendingEmail',
        },
        ExpressionAttributeValues: toAttributes({
          ':active': 'ACTIVE',
          ':version': pending.securityVersion,
          ':pending': { ...pending },
        }),
      });
      return updated !== undefined;
    },

    async dropPending(account, { challenge }) {
      await updateIf(account, {
        ConditionExpression: '#pending.#challenge = :challenge',
        UpdateExpression: 'REMOVE #pending',
        ExpressionAttributeNames: { '#pending': 'pendingEmail', '#challenge': 'challenge' },
        ExpressionAttributeValues: toAttributes({ ':challenge': challenge }),
      });
    },

    async countAttempt(account, pending) {
      // a retry inside the SDK after a lost response counts twice, which admits fewer codes
      const updated = await updateIf(account, {
        ConditionExpression: `${isOpen} AND #pending.#attempts < :max`,
        UpdateExpression: 'SET #pending.#attempts = #pending.#attempts + :one',
        ExpressionAttributeNames: { ...openNames, '#attempts': 'attempts' },
        ExpressionAttributeValues: toAttributes({
          ...openValues(pending),
          ':max': MAX_CODE_ATTEMPTS,
          ':one': 1,
        }),
      });
      return updated !== undefined;
    },

    async verify(account, pending, verified, keptSid) {
      const kept = keptSid === undefined ? undefined : keepSession(account, keptSid);
      const { condition, names, values } = sameEmail(account);
      const isSame = account.email?.address === verified.address;
      const former = (isSame ? findFormerEmail : toFormerEmail)(account, verified.verifiedAt);
      const updated = await updateIf(account, {
        ConditionExpression: `${isOpen} AND ${condition}`,
        UpdateExpression: [
          'SET #email = :verified',
          ...(former ? [', #former = :former'] : []),
          ...(kept ? [', #version = :next, #sid = :sid, #from = :from'] : []),
          ` REMOVE #pending, expiresAt${former ? '' : ', #former'}`,
        ].join(''),
        ExpressionAttributeNames: {
          ...openNames,
          ...names,
          '#former': 'formerEmail',
          ...(kept && { '#sid': 'keptSid', '#from': 'keptFromVersion' }),
        },
        ExpressionAttributeValues: toAttributes({
          ...openValues(pending),
          ...values,
          ':verified': toEmailValue(verified),
          ':former': former && { ...former },
          ':next': kept && pending.securityVersion + 1,
          ':sid': kept?.sid,
          ':from': kept?.fromVersion,
        }),
      });
      if (updated) return true;
      // if only the response was lost, a retry inside the SDK finds its own first write
      return (await accounts.find(account.sub))?.email?.verifiedBy === verified.verifiedBy;
    },

    async restore(account, lost, former) {
      const { condition, names, values } = sameEmail({ email: lost });
      const { expiresAt } = account;
      await updateIf(account, {
        ConditionExpression: condition,
        UpdateExpression: former
          ? 'SET #email = :former'
          : `REMOVE #email${expiresAt === undefined ? '' : ' SET expiresAt = :expiresAt'}`,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: toAttributes({
          ...values,
          ':former': former && toEmailValue(former),
          ':expiresAt': former ? undefined : expiresAt,
        }),
      });
    },

    async remove(account, at) {
      const { condition, names, values } = sameEmail(account);
      const former = toFormerEmail(account, at);
      const updated = await updateIf(account, {
        ConditionExpression: `#state = :active AND ${condition}`,
        UpdateExpression: former
          ? 'SET #former = :former REMOVE #email, #pending'
          : 'REMOVE #email, #pending, #former',
        ExpressionAttributeNames: {
          '#state': 'state',
          '#pending': 'pendingEmail',
          '#former': 'formerEmail',
          ...names,
        },
        ExpressionAttributeValues: toAttributes({
          ':active': 'ACTIVE',
          ...values,
          ':former': former && { ...former },
        }),
      });
      if (updated) return true;
      // if only the response was lost, a retry inside the SDK finds that its first write has removed it
      const found = await accounts.find(account.sub);
      return found?.state === 'ACTIVE' && found.email === undefined;
    },
  };
}
