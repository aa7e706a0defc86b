/** The condition that an account still has the username that was read. */
import type { Value } from '../../../shared/table/attributes';
import type { Account } from '../account';
import type { AccountUpdate } from '../update-account';

/** A part of a condition, with what it needs. */
export interface UsernameCondition {
  readonly condition: string;
  readonly names: NonNullable<AccountUpdate['ExpressionAttributeNames']>;
  readonly values: Readonly<Record<string, Value>>;
}

/** The same version of it: an account that was given back a former username has changed as well. */
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
