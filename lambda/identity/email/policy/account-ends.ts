/** The store of the ends of accounts whose address was never verified. */
import { toAttributes } from '../../../shared/table/attributes';
import type { Account } from '../../accounts/account';
import type { UpdateAccount } from '../../accounts/update-account';

/** Stores the ends. */
export interface AccountEnds {
  /**
   * Lets an account last.
   * @returns false when its end was moved or removed since it was read, or it is not active or does not exist
   */
  remove(account: Pick<Account, 'sub' | 'expiresAt'>): Promise<boolean>;
}

/** Creates a store in the DynamoDB table. */
export function createDynamoAccountEnds(updateIf: UpdateAccount): AccountEnds {
  return {
    async remove(account) {
      const updated = await updateIf(account, {
        ConditionExpression: '#state = :active AND expiresAt = :end',
        UpdateExpression: 'REMOVE expiresAt',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: toAttributes({ ':active': 'ACTIVE', ':end': account.expiresAt }),
      });
      return updated !== undefined;
    },
  };
}
