/** The Principal element of a statement, compiled once and matched against callers. */
import type { Statement } from './policy';

/**
 * How a principal matches: `direct` by its name or by `*`, `account` only because its whole account is named.
 */
export type PrincipalFit = 'direct' | 'account' | 'none';

type PrincipalElement = Exclude<Statement['Principal'], undefined>;

const accountRoot = /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/;

function accountOf(principal: string): string | undefined {
  return principal.startsWith('arn:') ? principal.split(':')[4] : undefined;
}

/** Returns the values of an element with their types. A plain `*` is the same as `{"AWS": "*"}`. */
function valuesOf(element: PrincipalElement): { type: string; value: string }[] {
  if (typeof element === 'string') return [{ type: 'AWS', value: element }];
  return Object.entries(element).flatMap(([type, values]) =>
    [values].flat().map((value) => ({ type, value })),
  );
}

function fits(type: string, value: string, principal: string | undefined): PrincipalFit {
  if (value === '*') return type === 'AWS' ? 'direct' : 'none';
  if (principal === undefined) return 'none';
  if (value === principal) return 'direct';
  const account = type === 'AWS' ? accountRoot.exec(value)?.[1] : undefined;
  return account !== undefined && account === accountOf(principal) ? 'account' : 'none';
}

/**
 * Compiles a Principal element. The only wildcard is `*` as the whole value. It matches all principals,
 * including anonymous callers.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function compilePrincipal(element: PrincipalElement): (principal: string | undefined) => PrincipalFit {
  const values = valuesOf(element);
  return (principal) => {
    const all = values.map(({ type, value }) => fits(type, value, principal));
    if (all.includes('direct')) return 'direct';
    return all.includes('account') ? 'account' : 'none';
  };
}
