/**
 * What an account may do before its e-mail address is verified, where a stage demands one. A file on demand, next
 * to the bundle.
 */
import { VERIFIED_SCOPE } from '../../../routes';
import { InvalidRefreshTokenError } from '../../../shared/errors';
import type { Accounts } from '../../accounts/accounts';
import { COGNITO_HASH } from '../../passwords/migration-hook';
import type { LimitTokens } from '../../tokens/access-token';

/** The dependencies of the limits. */
export interface TokenLimitDependencies {
  readonly accounts: Pick<Accounts, 'find'>;
  /** `required`, or `announced`: verified accounts already get the scope, and others are not limited yet. */
  readonly emailPolicy: string;
}

/**
 * Creates the limits. The tokens of a verified account carry one more scope. Those of any other account carry none
 * at all, and expire no later than the account.
 *
 * A refresh reads the account, so that a verification counts from the next token on. A session of an account that
 * no longer exists gets no more tokens. A first sign-in through another system reads the account again, as it may
 * just have taken over a verified address.
 */
export function createTokenLimits({ accounts, emailPolicy }: TokenLimitDependencies): LimitTokens {
  return async ({ sub, scopes, expiresAt }, signedIn) => {
    const isMigrating = signedIn?.passwordHash === COGNITO_HASH;
    const account = signedIn && !isMigrating ? signedIn : await accounts.find(sub);
    // the commit of a sign-in makes sure that the account is active
    if (!signedIn && account?.state !== 'ACTIVE')
      throw new InvalidRefreshTokenError('The account no longer exists');
    if (account?.email) return { scopes: [VERIFIED_SCOPE, ...scopes], expiresAt };
    if (emailPolicy !== 'required') return { scopes, expiresAt };
    // a sign-in is about to extend the life of its account
    const end = signedIn ? undefined : account?.expiresAt;
    return { scopes: [], expiresAt: Math.min(expiresAt, end ?? expiresAt) };
  };
}
