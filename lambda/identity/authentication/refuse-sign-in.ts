/** Refuses sign-ins: with one answer for all reasons, and a line in the log. */
import { InvalidCredentialsError } from '../../shared/errors';
import type { ClientInfo } from '../../shared/http/client-info';
import type { Log } from '../../shared/log';
import type { Account } from '../accounts/account';
import { normaliseUsername } from '../accounts/username';
import type { KeyedHasher } from '../throttling/keyed-hasher';

/** What a refusal needs. */
export interface RefusalDependencies {
  readonly hashName: KeyedHasher;
  readonly log: Log;
}

/** Refuses the sign-in under a username. @param account of the username. Default: it has none */
export type RefuseSignIn = (
  command: { readonly username: string; readonly source: ClientInfo },
  account?: Account,
) => Promise<never>;

/** Makes the function, which throws InvalidCredentialsError. */
export function createSignInRefusal({ hashName, log }: RefusalDependencies): RefuseSignIn {
  return async ({ username, source }, account) => {
    log('sign_in_failed', {
      sub: account?.sub,
      usernameHash: await hashName(normaliseUsername(username)),
      sourceIp: source.ip,
      requestId: source.requestId,
    });
    throw new InvalidCredentialsError('The username or the password is wrong');
  };
}
