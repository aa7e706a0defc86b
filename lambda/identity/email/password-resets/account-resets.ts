/** The write that commits a reset. It applies to the account as the challenge describes it, or not at all. */
import { toAttributes } from '../../../shared/table/attributes';
import type { Account } from '../../accounts/account';
import type { Accounts } from '../../accounts/accounts';
import type { UpdateAccount } from '../../accounts/update-account';
import { COGNITO_HASH } from '../../passwords/migration-hook';
import { NO_PASSWORD } from '../../passwords/no-password';

/** Replaces passwords. */
export interface AccountResets {
  /**
   * Replaces the password with one that is not temporary, raises the security version, and clears the failures
   * of passwords. No session stays valid. Of parallel writes for one version, one returns true.
   * @returns false when the account is not active or has no password, or its security version or its address
   * has changed since the account was read
   */
  replacePassword(account: Account, newPasswordHash: string): Promise<boolean>;
}

/** Creates a store that changes accounts in the DynamoDB table. */
export function createDynamoAccountResets(
  updateIf: UpdateAccount,
  accounts: Pick<Accounts, 'find'>,
): AccountResets {
  return {
    async replacePassword({ sub, securityVersion, email }, newPasswordHash) {
      const updated = await updateIf(
        { sub },
        {
          // not the hash that was read: a sign-in may renew it, with the same version
          ConditionExpression:
            '#state = :active AND #version = :version AND #email.#address = :address AND NOT #hash IN (:elsewhere, :none)',
          UpdateExpression:
            'SET #hash = :hash, #version = :next, #failures = :zero, #changeFailures = :zero REMOVE #sid, #from, #until',
          ExpressionAttributeNames: {
            '#state': 'state',
            '#version': 'securityVersion',
            '#email': 'email',
            '#address': 'address',
            '#hash': 'passwordHash',
            '#failures': 'failures',
            '#changeFailures': 'changeFailures',
            '#sid': 'keptSid',
            '#from': 'keptFromVersion',
            '#until': 'passwordTemporaryUntil',
          },
          ExpressionAttributeValues: toAttributes({
            ':active': 'ACTIVE',
            ':version': securityVersion,
            ':next': securityVersion + 1,
            ':address': email?.address ?? '',
            ':hash': newPasswordHash,
            ':elsewhere': COGNITO_HASH,
            ':none': NO_PASSWORD,
            ':zero': 0,
          }),
        },
      );
      // after a lost response, the new hash is already stored; its salt makes it unique to this reset
      return updated !== undefined || (await accounts.find(sub))?.passwordHash === newPasswordHash;
    },
  };
}
