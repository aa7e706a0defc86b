/** The Principal element of a statement: compiled once, then asked who the caller is. */
import type { OneOrMany, Statement } from './policy';

/** How a principal fits: `direct` by name or by `*`, `account` only because its whole account is named. */
export type PrincipalFit = 'direct' | 'account' | 'none';

type PrincipalElement = Exclude<Statement['Principal'], undefined>;

const accountRoot = /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/;

function accountOf(principal: string): string | undefined {
  return principal.startsWith('arn:') ? principal.split(':')[4] : undefined;
}

function valuesOf(element: PrincipalElement): string[] {
  if (typeof element === 'string') return [element];
  return Object.values(element).flatMap((value: OneOrMany<string>) =>
    typeof value === 'string' ? [value] : [...value],
  );
}

function fits(value: string, principal: string): PrincipalFit {
  if (value === '*' || value === principal) return 'direct';
  const account = accountRoot.exec(value)?.[1];
  return account !== undefined && account === accountOf(principal) ? 'account' : 'none';
}

/**
 * Compiles a Principal element. Principals take no wildcard but a whole `*`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function compilePrincipal(element: PrincipalElement): (principal: string | undefined) => PrincipalFit {
  const values = valuesOf(element);
  return (principal) => {
    if (principal === undefined) return values.includes('*') ? 'direct' : 'none';
    const all = values.map((value) => fits(value, principal));
    if (all.includes('direct')) return 'direct';
    return all.includes('account') ? 'account' : 'none';
  };
}
