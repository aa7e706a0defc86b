/** Adds and removes scopes of an account. A command for operators, without a route. */

import type { Accounts } from '../accounts/accounts';
import type { IdentifierPointers } from '../accounts/identifiers/identifier-pointers';
import { isScope, MAX_SCOPES_LENGTH, SCOPE_RULE } from '../accounts/scope';
import type { Sessions } from '../sessions/sessions';
import { findUser } from './find-user';
import type { RecordAudit } from './record-audit';

/** The dependencies of the command. */
export interface ChangeScopesDependencies {
  readonly accounts: Pick<Accounts, 'find' | 'replaceScopes'>;
  readonly names: Pick<IdentifierPointers, 'find'>;
  readonly sessions: Pick<Sessions, 'deleteAll'>;
  readonly recordAudit: RecordAudit;
}

/** The scopes to add and to remove, and the user. */
export interface ChangeScopesCommand {
  readonly username: string;
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/**
 * Returns the operation. Tokens carry an added scope from the next sign-in on. If a scope is removed, every
 * session of the account is deleted, since its tokens still carry the scope. The operation may be repeated
 * after a failure.
 * @returns the new scopes of the account
 * @throws Error with advice: a malformed scope, an unknown user, or a concurrent change
 */
export function changeScopes({
  accounts,
  names,
  sessions,
  recordAudit,
}: ChangeScopesDependencies): (command: ChangeScopesCommand) => Promise<readonly string[]> {
  return async ({ username, add, remove }) => {
    const malformed = [...add, ...remove].find((scope) => !isScope(scope));
    if (malformed !== undefined) {
      throw new Error(`"${malformed}" is not a valid scope: use ${SCOPE_RULE}`);
    }
    const account = await findUser({ names, accounts }, username, 'sign the user up first');

    const scopes = [...new Set([...account.scopes, ...add])].filter((scope) => !remove.includes(scope));
    if (scopes.join(' ').length > MAX_SCOPES_LENGTH) {
      throw new Error(
        `The scopes of "${username}" would be longer than ${MAX_SCOPES_LENGTH} characters: remove some first`,
      );
    }
    await recordAudit('operator_scope_change', { sub: account.sub, add, remove });
    if (!(await accounts.replaceScopes(account, scopes))) {
      throw new Error(
        `Another request changed the user "${username}" at the same time: run the command again`,
      );
    }
    // also when no scope was left to remove: an earlier run may have stopped between the two writes
    if (remove.length > 0) await sessions.deleteAll(account.sub);
    return scopes;
  };
}
