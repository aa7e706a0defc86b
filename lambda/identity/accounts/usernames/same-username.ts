/** The condition that an account still has the username that was read. */
import type { Value } from '../../../shared/table/attributes';
import type { Account } from '../account';
import type { AccountUpdate } from '../update-account';

/** A condition expression, with the names and values that it uses. */
export interface UsernameCondition {
  readonly condition: string;
  readonly names: NonNullable<AccountUpdate['ExpressionAttributeNames']>;
  readonly values: Readonly<Record<string, Value>>;
}

/**
 * Returns the condition. It compares versions: an account that got a former username back has changed as
 * well.
 */
export function sameUsername({ usernameChanges }: Pick<Account, 'usernameChanges'>): UsernameCondition {
  if (!usernameChanges) {
    return {
      condition: 'attribute_not_exists(#changes)',
      names: { '#changes': 'usernameChanges' },
      values: {},
    };
  }
  return {
    condition: '#changes.#changesVersion = :changesVersion',
    names: { '#changes': 'usernameChanges', '#changesVersion': 'version' },
    values: { ':changesVersion': usernameChanges.version },
  };
}
