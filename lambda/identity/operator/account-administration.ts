/**
 * The store of changes to accounts that only operators make. Every change is one conditional write, which may
 * be repeated.
 */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { toAttributes } from '../../shared/table/attributes';
import type { Account } from '../accounts/account';
import type { Accounts } from '../accounts/accounts';
import { createAccountUpdate } from '../accounts/update-account';

/** A password that its user must change at the next sign-in. */
export interface TemporaryPassword {
  readonly hash: string;
  /** Epoch milliseconds. */
  readonly until: number;
}

/** Changes accounts on behalf of operators. */
export interface AccountAdministration {
  /**
   * Disables an account and raises its security version: no sign-in, refresh or change in progress is
   * committed afterwards. The account no longer expires. The caller must then delete its sessions.
   * @returns false when the account is being deleted or no longer exists
   */
  disable(account: Pick<Account, 'sub'>): Promise<boolean>;
  /**
   * Enables a disabled account, if it was not enabled and disabled again since it was read. The caller must
   * first delete its sessions.
   * @returns false when the account has changed and is not active
   */
  enable(account: Pick<Account, 'sub' | 'securityVersion'>): Promise<boolean>;
  /**
   * Replaces the password of an active account and raises its security version. The caller must then delete
   * its sessions.
   * @returns false when the account has changed since it was read
   */
  setTemporaryPassword(account: Account, password: TemporaryPassword): Promise<boolean>;
}

/** Creates a store that changes accounts in the DynamoDB table. */
export function createDynamoAccountAdministration(
  client: DynamoDBClient,
  tableName: string,
  accounts: Pick<Accounts, 'find'>,
): AccountAdministration {
  const updateIf = createAccountUpdate(client, tableName);
  return {
    async disable({ sub }) {
      const updated = await updateIf(
        { sub },
        {
          ConditionExpression: '#state = :active',
          UpdateExpression: 'SET #state = :disabled REMOVE #sid, #from, expiresAt ADD #version :one',
          ExpressionAttributeNames: {
            '#state': 'state',
            '#sid': 'keptSid',
            '#from': 'keptFromVersion',
            '#version': 'securityVersion',
          },
          ExpressionAttributeValues: toAttributes({
            ':active': 'ACTIVE',
            ':disabled': 'DISABLED',
            ':one': 1,
          }),
        },
      );
      // it was already disabled: by an earlier run, or by the first write of a retry inside the SDK
      return updated !== undefined || (await accounts.find(sub))?.state === 'DISABLED';
    },

    async enable({ sub, securityVersion }) {
      const updated = await updateIf(
        { sub },
        {
          // otherwise it was enabled and disabled again, and may have sessions from in between
          ConditionExpression: '#state = :disabled AND #version = :version',
          UpdateExpression: 'SET #state = :active, #swept = #version',
          ExpressionAttributeNames: {
            '#state': 'state',
            '#swept': 'sessionsRevokedThroughVersion',
            '#version': 'securityVersion',
          },
          ExpressionAttributeValues: toAttributes({
            ':active': 'ACTIVE',
            ':disabled': 'DISABLED',
            ':version': securityVersion,
          }),
        },
      );
      return updated !== undefined || (await accounts.find(sub))?.state === 'ACTIVE';
    },

    async setTemporaryPassword({ sub, passwordHash, securityVersion }, { hash, until }) {
      const updated = await updateIf(
        { sub },
        {
          ConditionExpression: '#hash = :hash AND #version = :version AND #state = :active',
          UpdateExpression:
            'SET #hash = :newHash, #version = :newVersion, #until = :until, #failures = :zero REMOVE #sid, #from',
          ExpressionAttributeNames: {
            '#hash': 'passwordHash',
            '#version': 'securityVersion',
            '#state': 'state',
            '#until': 'passwordTemporaryUntil',
            '#sid': 'keptSid',
            '#from': 'keptFromVersion',
            '#failures': 'changeFailures',
          },
          ExpressionAttributeValues: toAttributes({
            ':hash': passwordHash,
            ':newHash': hash,
            ':version': securityVersion,
            ':newVersion': securityVersion + 1,
            ':active': 'ACTIVE',
            ':until': until,
            ':zero': 0,
          }),
        },
      );
      // after a lost response, the new hash is already stored; its salt makes it unique to this change
      return updated !== undefined || (await accounts.find(sub))?.passwordHash === hash;
    },
  };
}
