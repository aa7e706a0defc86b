/** The store of the addresses that accounts take over from another system at their first sign-in. */
import { toAttributes } from '../../../shared/table/attributes';
import type { Account } from '../../accounts/account';
import type { Accounts } from '../../accounts/accounts';
import type { UpdateAccount } from '../../accounts/update-account';
import { COGNITO_HASH } from '../../passwords/migration-hook';
import { type AccountEmail, toEmailValue } from '../account-email';

/** Stores the addresses. */
export interface MigratedAccountEmails {
  /**
   * Puts an address into use, which the caller must have reserved. The security version stays: no session of the
   * account has ever begun.
   * @returns false when the account has an address, its first sign-in was committed meanwhile, or it has changed
   */
  put(account: Pick<Account, 'sub' | 'securityVersion'>, email: AccountEmail): Promise<boolean>;
}

/** Creates a store that keeps the addresses in the DynamoDB table. */
export function createDynamoMigratedAccountEmails(
  updateIf: UpdateAccount,
  accounts: Pick<Accounts, 'find'>,
): MigratedAccountEmails {
  return {
    async put(account, email) {
      const updated = await updateIf(account, {
        ConditionExpression:
          '#state = :active AND #version = :version AND #hash = :hash AND attribute_not_exists(#email)',
        UpdateExpression: 'SET #email = :email REMOVE expiresAt',
        ExpressionAttributeNames: {
          '#state': 'state',
          '#version': 'securityVersion',
          '#hash': 'passwordHash',
          '#email': 'email',
        },
        ExpressionAttributeValues: toAttributes({
          ':active': 'ACTIVE',
          ':version': account.securityVersion,
          ':hash': COGNITO_HASH,
          ':email': toEmailValue(email),
        }),
      });
      if (updated) return true;
      // if only the response was lost, a retry inside the SDK finds its own first write
      return (await accounts.find(account.sub))?.email?.verifiedBy === email.verifiedBy;
    },
  };
}
