/** What an account may do before its e-mail address is verified, where a stage demands one. */
import { VERIFIED_SCOPE } from '../../../routes';
import { ConcurrentChangeError, InvalidRefreshTokenError } from '../../../shared/errors';
import type { Account } from '../../accounts/account';
import type { Accounts } from '../../accounts/accounts';
import { COGNITO_HASH } from '../../passwords/migration-hook';
import type { LimitTokens } from '../../tokens/access-token';
import type { AccountEnds } from './account-ends';

/** The dependencies of the limits. */
export interface TokenLimitDependencies {
  readonly accounts: Pick<Accounts, 'find'>;
  readonly accountEnds: AccountEnds;
  /**
   * `required`; `announced`: verified accounts already get the scope, and others are not limited yet; or empty: no
   * account is limited.
   */
  readonly emailPolicy: string;
}

/** How often a refresh lets an account last while other requests move its end. */
const MAX_ATTEMPTS = 3;

/**
 * Creates the limits. The tokens of a verified account carry one more scope. Those of any other account carry none
 * at all, and expire no later than the account. Without the policy, a refresh removes the end that an account has from it.
 *
 * A refresh reads the account, so that a verification counts from the next token on. A session of an account that
 * no longer exists gets no more tokens. A first sign-in through another system reads the account again, as it may
 * just have taken over a verified address.
 */
export function createTokenLimits({
  accounts,
  accountEnds,
  emailPolicy,
}: TokenLimitDependencies): LimitTokens {
  const isRequired = emailPolicy === 'required';

  /** @throws InvalidRefreshTokenError, ConcurrentChangeError */
  async function findForRefresh(sub: string): Promise<Account> {
    for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
      const account = await accounts.find(sub);
      if (account?.state !== 'ACTIVE') throw new InvalidRefreshTokenError('The account no longer exists');
      // after a lost response, the end is already removed
      const lasts = isRequired || account.expiresAt === undefined || (await accountEnds.remove(account));
      if (lasts) return account;
    }
    throw new ConcurrentChangeError('The end of the account kept changing');
  }

  /** The commit of the sign-in makes sure that the account is active. */
  async function findForSignIn(account: Account): Promise<Account> {
    const isMigrating = account.passwordHash === COGNITO_HASH;
    return (isMigrating && (await accounts.find(account.sub))) || account;
  }

  return async ({ sub, scopes, expiresAt }, signedIn) => {
    const account = signedIn ? await findForSignIn(signedIn) : await findForRefresh(sub);
    if (emailPolicy !== '' && account.email) return { scopes: [VERIFIED_SCOPE, ...scopes], expiresAt };
    if (!isRequired) return { scopes, expiresAt };
    // a sign-in is about to extend the life of its account
    const end = signedIn ? undefined : account.expiresAt;
    return { scopes: [], expiresAt: Math.min(expiresAt, end ?? expiresAt) };
  };
}
