/** The store of username changes. They are part of the account, so one write commits a change. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { toAttributes } from '../../../shared/table/attributes';
import type { Account } from '../account';
import { toUsernameChangesMap } from '../account-item';
import type { Accounts } from '../accounts';
import { createAccountUpdate } from '../update-account';
import { sameUsername } from './same-username';
import { usernameChangesOf } from './username-rules';

/** Stores username changes. */
export interface AccountUsernames {
  /**
   * Gives an account its next username, if its username is still the one that was read. The caller must
   * reserve the name first.
   * @param next the account after the change
   * @returns false when its username has changed since, or the account is not active
   */
  replace(account: Account, next: Account): Promise<boolean>;
  /**
   * Records that every session has the username of a version. Does nothing when the username has changed
   * since.
   */
  markSpread(account: Account, heldUntil: number): Promise<void>;
}

/** Creates a store that keeps username changes in the DynamoDB table. */
export function createDynamoAccountUsernames(
  client: DynamoDBClient,
  tableName: string,
  accounts: Pick<Accounts, 'find'>,
): AccountUsernames {
  const updateIf = createAccountUpdate(client, tableName);
  return {
    async replace(account, next) {
      const { condition, names, values } = sameUsername(account);
      const updated = await updateIf(account, {
        ConditionExpression: `${condition} AND #state = :active`,
        UpdateExpression: 'SET #name = :newName, #username = :newUsername, #changes = :newChanges',
        ExpressionAttributeNames: {
          '#name': 'name',
          '#username': 'username',
          '#state': 'state',
          ...names,
        },
        ExpressionAttributeValues: toAttributes({
          ':active': 'ACTIVE',
          ...values,
          ':newName': next.name,
          ':newUsername': next.username,
          ':newChanges': toUsernameChangesMap(usernameChangesOf(next)),
        }),
      });
      if (updated) return true;
      // if only the response was lost, a retry inside the SDK finds its own first write
      const found = await accounts.find(account.sub);
      return (
        found?.username === next.username && found.usernameChanges?.version === next.usernameChanges?.version
      );
    },

    async markSpread(account, heldUntil) {
      await updateIf(account, {
        ConditionExpression: '#changes.#version = :version',
        UpdateExpression: 'SET #changes.#sessionsVersion = :version, #changes.#heldUntil = :heldUntil',
        ExpressionAttributeNames: {
          '#changes': 'usernameChanges',
          '#version': 'version',
          '#sessionsVersion': 'sessionsVersion',
          '#heldUntil': 'heldUntil',
        },
        ExpressionAttributeValues: toAttributes({
          ':version': usernameChangesOf(account).version,
          ':heldUntil': heldUntil,
        }),
      });
    },
  };
}
