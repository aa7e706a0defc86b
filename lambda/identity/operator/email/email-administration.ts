/** The store of changes to e-mail addresses that only operators and imports make. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { toAttributes } from '../../../shared/table/attributes';
import type { Account } from '../../accounts/account';
import type { Accounts } from '../../accounts/accounts';
import { createAccountUpdate } from '../../accounts/update-account';
import {
  type AccountEmail,
  type FormerEmail,
  type PendingEmail,
  toEmailValue,
} from '../../email/account-email';
import { sameEmail } from '../../email/account-emails';

/** A change of the address in use. */
export interface EmailReplacement {
  /** The address to put into use, which the caller must have reserved. @default - the account has none afterwards */
  readonly email?: AccountEmail | undefined;
  /** The former address to store. @default - it stays as it is */
  readonly formerEmail?: FormerEmail | undefined;
  /** Demands that this is still the pending address. @default - any, or none */
  readonly pending?: Pick<PendingEmail, 'challenge'> | undefined;
  /** Whether to raise the security version. The caller must then delete the account's sessions. */
  readonly endsSessions: boolean;
}

/** Changes addresses on behalf of operators. */
export interface EmailAdministration {
  /**
   * Replaces or removes the address in use, and drops the pending one. Applies to an active or a disabled
   * account.
   * @returns false when the address in use, the security version or the state has changed since the account
   * was read, or the demanded pending address is gone
   */
  replaceEmail(account: Account, replacement: EmailReplacement): Promise<boolean>;
}

/** Creates a store that changes accounts in the DynamoDB table. */
export function createDynamoEmailAdministration(
  client: DynamoDBClient,
  tableName: string,
  accounts: Pick<Accounts, 'find'>,
): EmailAdministration {
  const updateIf = createAccountUpdate(client, tableName);
  return {
    async replaceEmail(account, { email, formerEmail, pending, endsSessions }) {
      const { securityVersion } = account;
      const { condition, names, values } = sameEmail(account);
      const sets = [
        ...(email ? ['#email = :email'] : []),
        ...(formerEmail ? ['#former = :former'] : []),
        ...(endsSessions ? ['#version = :next'] : []),
      ];
      // an account with a verified address does not expire
      const removes = [
        '#pending',
        email ? 'expiresAt' : '#email',
        ...(endsSessions ? ['#sid', '#from'] : []),
      ];
      const updated = await updateIf(account, {
        ConditionExpression: [
          '#state IN (:active, :disabled) AND #version = :version',
          condition,
          ...(pending ? ['#pending.#challenge = :challenge'] : []),
        ].join(' AND '),
        UpdateExpression: `${sets.length > 0 ? `SET ${sets.join(', ')} ` : ''}REMOVE ${removes.join(', ')}`,
        ExpressionAttributeNames: {
          '#state': 'state',
          '#version': 'securityVersion',
          '#email': 'email',
          '#pending': 'pendingEmail',
          ...names,
          ...(pending && { '#challenge': 'challenge' }),
          ...(formerEmail && { '#former': 'formerEmail' }),
          ...(endsSessions && { '#sid': 'keptSid', '#from': 'keptFromVersion' }),
        },
        ExpressionAttributeValues: toAttributes({
          ':active': 'ACTIVE',
          ':disabled': 'DISABLED',
          ':version': securityVersion,
          ...values,
          ':email': email && toEmailValue(email),
          ':former': formerEmail && { ...formerEmail },
          ':challenge': pending?.challenge,
          ':next': endsSessions ? securityVersion + 1 : undefined,
        }),
      });
      if (updated) return true;
      // if only the response was lost, a retry inside the SDK finds its own first write
      const found = await accounts.find(account.sub);
      if (email) return found?.email?.verifiedBy === email.verifiedBy;
      const isEmpty = found?.email === undefined && found?.pendingEmail === undefined;
      return isEmpty && found?.securityVersion === securityVersion + Number(endsSessions);
    },
  };
}
