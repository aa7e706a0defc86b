/** Says what accounts have lost when an import has overwritten them. */
import type { OverwrittenValues } from '../../lambda/identity/operator/import-user';

/** What all of them together have lost, beside their sessions. */
export interface OverwriteTotals {
  /** Accounts whose password was another. */
  readonly passwords: number;
  /** Accounts that have lost scopes. */
  readonly accountsWithFewerScopes: number;
  /** How many accounts have lost each scope. */
  readonly droppedScopes: Readonly<Record<string, number>>;
  /** Accounts whose password need not be changed any more. */
  readonly temporaryPasswords: number;
}

/** No account was overwritten. */
export const noOverwritings: OverwriteTotals = {
  passwords: 0,
  accountsWithFewerScopes: 0,
  droppedScopes: {},
  temporaryPasswords: 0,
};

/** Counts one account more. */
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

/** Writes the line of a report: one account, by its id. */
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

/** Writes the totals for a terminal. */
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
