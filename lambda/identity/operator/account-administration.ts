/** The store of what operators alone do to accounts. Every change is one conditional write, which may be repeated. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { toAttributes } from '../../shared/table/attributes';
import type { Account } from '../accounts/account';
import type { Accounts } from '../accounts/accounts';
import { createAccountUpdate } from '../accounts/update-account';

/** A password that its user has to change at the next sign-in. */
export interface TemporaryPassword {
  readonly hash: string;
  /** Epoch milliseconds. */
  readonly until: number;
}

/** What operators do. */
export interface AccountAdministration {
  /**
   * Disables an account and raises the version of its sessions: no sign-in, refresh or change that is under way is made good
   * afterwards. Its sessions are to be ended then.
   * @returns false when it is being deleted, or gone
   */
  disable(account: Pick<Account, 'sub'>): Promise<boolean>;
  /**
   * Enables a disabled account as it was read, if all its sessions were ended since.
   * @returns false when it is neither that one nor active
   */
  enable(account: Pick<Account, 'sub' | 'securityVersion'>): Promise<boolean>;
  /**
   * Replaces the password of an active account as it was read, and raises the version of its sessions, which are to be ended then.
   * @returns false when it has changed since
   */
  setTemporaryPassword(account: Account, password: TemporaryPassword): Promise<boolean>;
}

/** Changes accounts in the DynamoDB table. */
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
          UpdateExpression: 'SET #state = :disabled REMOVE #sid, #from ADD #version :one',
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
      // it was disabled before: by an earlier run, or by the first write of a retry inside the SDK
      return updated !== undefined || (await accounts.find(sub))?.state === 'DISABLED';
    },

    async enable({ sub, securityVersion }) {
      const updated = await updateIf(
        { sub },
        {
          // otherwise it was enabled and disabled again, and has sessions of in between
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
      // no other change gives the same salted hash
      return updated !== undefined || (await accounts.find(sub))?.passwordHash === hash;
    },
  };
}
