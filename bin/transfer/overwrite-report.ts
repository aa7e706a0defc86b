/** Reports what accounts lose when an import overwrites them. */
import type { OverwrittenValues } from '../../lambda/identity/operator/import-user';

/** The total losses of all overwritten accounts, beyond their sessions. */
export interface OverwriteTotals {
  /** The number of accounts whose password was replaced. */
  readonly passwords: number;
  /** The number of accounts that lost scopes. */
  readonly accountsWithFewerScopes: number;
  /** The number of accounts that lost each scope. */
  readonly droppedScopes: Readonly<Record<string, number>>;
  /** The number of accounts that lost a temporary password, which their users were required to change. */
  readonly temporaryPasswords: number;
}

/** The totals before the first account. */
export const noOverwritings: OverwriteTotals = {
  passwords: 0,
  accountsWithFewerScopes: 0,
  droppedScopes: {},
  temporaryPasswords: 0,
};

/** Returns the totals with one more account. */
export function addOverwriting(
  totals: OverwriteTotals,
  { isPasswordReplaced, droppedScopes, isTemporaryPasswordDropped }: OverwrittenValues,
): OverwriteTotals {
  const scopes = new Map(Object.entries(totals.droppedScopes));
  for (const scope of droppedScopes) scopes.set(scope, (scopes.get(scope) ?? 0) + 1);
  return {
    passwords: totals.passwords + Number(isPasswordReplaced),
    accountsWithFewerScopes: totals.accountsWithFewerScopes + Number(droppedScopes.length > 0),
    droppedScopes: Object.fromEntries(scopes),
    temporaryPasswords: totals.temporaryPasswords + Number(isTemporaryPasswordDropped),
  };
}

/** Returns the report line of one account, which names it by its id. */
export function formatOverwriting(line: number, values: OverwrittenValues): string {
  const { sub, isPasswordReplaced, droppedScopes, addedScopes, isTemporaryPasswordDropped } = values;
  return JSON.stringify({
    line,
    sub,
    password: isPasswordReplaced ? 'replaced' : 'kept',
    droppedScopes,
    addedScopes,
    ...(isTemporaryPasswordDropped && { temporaryPassword: 'dropped' }),
    sessions: 'ended',
  });
}

/** Returns the totals as one line for a terminal. */
export function formatOverwriteTotals(totals: OverwriteTotals): string {
  const { passwords, accountsWithFewerScopes, droppedScopes, temporaryPasswords } = totals;
  const scopes = Object.entries(droppedScopes).map(([scope, count]) => `${scope} ${count}`);
  const facts = [
    `passwords replaced: ${passwords}`,
    `accounts that lost scopes: ${accountsWithFewerScopes}${scopes.length > 0 ? ` (${scopes.join(', ')})` : ''}`,
    ...(temporaryPasswords > 0 ? [`temporary passwords dropped: ${temporaryPasswords}`] : []),
    'all their sessions ended',
  ];
  return `Of those overwritten: ${facts.join(', ')}`;
}
