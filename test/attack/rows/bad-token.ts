/** Makes the rows whose attack is one access token. */
import type { TokenRejection } from '../../../lambda/shared/tokens/token-rejected-error';
import { withToken } from '../../faults/operation';
import type { RequestAttack, Requirement } from '../attack';
import type { Target } from '../target';

/** A token's place in a table: what is wrong with it, and who finds out. */
export type BadToken = readonly [
  attack: string,
  reason: TokenRejection | 'not asked',
  make: (target: Target) => string | Promise<string>,
];

/** Rows that send each token to a protected route, and are refused for the very reason that they name. */
export function badTokens(
  requirement: readonly [Requirement, ...Requirement[]],
  tokens: readonly BadToken[],
): readonly RequestAttack[] {
  return tokens.map(([attack, reason, make]) => ({
    requirement,
    attack,
    request: async (target) => withToken(await make(target), { path: '/users/me' }),
    expected: { status: 401, code: 'UNAUTHORIZED', reason },
  }));
}
