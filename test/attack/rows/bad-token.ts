/** Creates the rows that attack with one access token. */
import type { TokenRejection } from '../../../lambda/shared/tokens/token-rejected-error';
import { withToken } from '../../faults/operation';
import type { RequestAttack, Requirement } from '../attack';
import type { Target } from '../target';
import { variants } from '../variants';

/** A row of a table: what is wrong with the token, and which check finds it. */
export type BadToken = readonly [
  attack: string,
  reason: TokenRejection | 'not asked',
  make: (target: Target) => string | Promise<string>,
];

/**
 * Creates rows that send each token to a protected route. Each token must be rejected for exactly its reason.
 */
export function badTokens(
  requirement: readonly [Requirement, ...Requirement[]],
  tokens: readonly BadToken[],
): readonly RequestAttack[] {
  return variants(
    tokens.map(
      ([attack, reason, make]): RequestAttack => ({
        requirement,
        attack,
        request: async (target) => withToken(await make(target), { path: '/users/me' }),
        expected: { status: 401, code: 'UNAUTHORIZED', reason },
      }),
    ),
  );
}
