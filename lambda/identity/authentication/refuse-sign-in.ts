/** Rejects sign-ins: with the same response for all reasons, and a log line. */
import { InvalidCredentialsError } from '../../shared/errors';
import type { ClientInfo } from '../../shared/http/client-info';
import type { Log } from '../../shared/log';
import type { Account } from '../accounts/account';
import { normaliseTypedName, type TypedNameRules } from '../accounts/identifiers/find-by-typed-name';
import type { KeyedHasher } from '../throttling/keyed-hasher';

/** The dependencies of a rejection. */
export interface RefusalDependencies extends TypedNameRules {
  readonly hashName: KeyedHasher;
  readonly log: Log;
}

/**
 * Rejects the sign-in under a username.
 * @param account the account of the username. Default: the username has no account
 */
export type RefuseSignIn = (
  command: { readonly username: string; readonly source: ClientInfo },
  account?: Account,
) => Promise<never>;

/** Creates the function, which throws InvalidCredentialsError. */
export function createSignInRefusal(deps: RefusalDependencies): RefuseSignIn {
  const { hashName, log } = deps;
  return async ({ username, source }, account) => {
    log('sign_in_failed', {
      sub: account?.sub,
      usernameHash: await hashName(normaliseTypedName(deps, username)),
      sourceIp: source.ip,
      requestId: source.requestId,
    });
    throw new InvalidCredentialsError('The username or the password is wrong');
  };
}
