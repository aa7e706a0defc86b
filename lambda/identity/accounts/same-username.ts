/** The condition that an account still has the username that was read. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Account } from './account';

/** A part of a condition, with what it needs. */
export interface UsernameCondition {
  readonly condition: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, AttributeValue>>;
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
    values: { ':changesVersion': { N: String(usernameChanges.version) } },
  };
}
