/** Limits tokens by the address of their account. A file on demand, next to the bundle. */
import type { UpdateAccount } from '../../identity/accounts/update-account';
import { createDynamoAccountEnds } from '../../identity/email/policy/account-ends';
import { createTokenLimits, type TokenLimitDependencies } from '../../identity/email/policy/token-limits';
import type { LimitTokens } from '../../identity/tokens/access-token';

/** What the limits take over from the bundle: its settings and stores. */
export interface LimitTokensContext extends Omit<TokenLimitDependencies, 'accountEnds'> {
  readonly updateAccount: UpdateAccount;
}

/** Creates the limits. */
export function createLimitTokens({ updateAccount, ...context }: LimitTokensContext): LimitTokens {
  return createTokenLimits({ ...context, accountEnds: createDynamoAccountEnds(updateAccount) });
}
