/** Gives scopes to an account and takes them away: an operator's command, no route. */

import type { Accounts } from '../accounts/accounts';
import type { NamePointers } from '../accounts/identifiers/name-pointers';
import { isScope, MAX_SCOPES_LENGTH } from '../accounts/scope';
import type { Sessions } from '../sessions/sessions';
import { findUser } from './find-user';
import type { RecordAudit } from './record-audit';

/** What the command needs. */
export interface ChangeScopesDependencies {
  readonly accounts: Pick<Accounts, 'find' | 'replaceScopes'>;
  readonly names: Pick<NamePointers, 'find'>;
  readonly sessions: Pick<Sessions, 'deleteAll'>;
  readonly recordAudit: RecordAudit;
}

/** Which scopes to give and to take, and whose. */
export interface ChangeScopesCommand {
  readonly username: string;
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/**
 * Makes the operation. An added scope is in the tokens of the next sign-in; when one is taken away, every session
 * of the account ends, since its tokens still carry it. It may be run again after a failure.
 * @returns the scopes from now on
 * @throws Error saying what to do: a malformed scope, an unknown user, a change by somebody else meanwhile
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
      throw new Error(
        `"${malformed}" is not a valid scope: use 1 to 64 printable ASCII characters without space, " and \\`,
      );
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
    // also when nothing was left to take: an earlier run may have ended between the two
    if (remove.length > 0) await sessions.deleteAll(account.sub);
    return scopes;
  };
}
