/** Opens the account of a sign-up: what does not depend on how its user will sign in. */
import { type FieldError, hasCode, InternalError } from '../../shared/errors';
import type { ClientInfo } from '../../shared/http/client-info';
import type { Log } from '../../shared/log';
import type { Account } from '../accounts/account';
import { type Profile, toProfile } from '../accounts/get-profile';
import { type CheckNameDependencies, checkNameIsFree } from '../accounts/identifiers/reserve-identifier';
import type { Username } from '../accounts/username';
import type { SessionKey } from '../sessions/session';
import type { ExpiryRule, SessionStart, StartSessionCommand } from '../sessions/start-session';
import { noAttempts } from '../throttling/backoff';
import type { SignInResponse } from '../tokens/token-response';
import type { AuthenticationMethods } from './authenticated';

/** The dependencies of the opening. */
export interface OpenAccountDependencies<Response> extends CheckNameDependencies, ExpiryRule {
  /** Creates the account together with what its client needs next. */
  readonly start: StartFirst<Response>;
  readonly log: Log<'account_registered'>;
}

/** Creates an account together with what its client needs next. */
export type StartFirst<Response> = (
  command: StartSessionCommand & Required<Pick<StartSessionCommand, 'createAccount'>>,
) => Promise<SessionStart<Response>>;

/** The e-mail address of a sign-up. */
export interface SignUpEmail {
  /** Its faults, which are reported with those of the other members. */
  readonly faults: readonly FieldError[];
  /** Makes the address pending. Called once the account exists. Never fails. */
  readonly request: (session: SessionKey) => Promise<void>;
}

/** An account to open. */
export interface OpenAccountCommand extends Pick<Account, 'sub' | 'passwordHash' | 'passkeys'> {
  readonly name: Username;
  /** How the user was authenticated. */
  readonly amr: AuthenticationMethods;
  readonly createAccount: (account: Account) => Promise<void>;
  /** @default - no address */
  readonly email?: SignUpEmail | undefined;
  readonly source: ClientInfo;
}

/** A new account with its first tokens, or with the challenge that a second factor must answer. */
export type Registration<Response = SignInResponse> = Response & {
  readonly user: Pick<Profile, 'id' | 'username' | 'createdAt'>;
};

/**
 * Returns the operation.
 * @throws UsernameTakenError, and the errors of `createAccount`
 */
export function openAccount<Response extends object>(
  deps: OpenAccountDependencies<Response>,
): (command: OpenAccountCommand) => Promise<Registration<Response>> {
  const { start, now, log, unverifiedSeconds } = deps;
  return async ({ sub, name, passwordHash, passkeys, amr, createAccount, email, source }) => {
    const account: Account = {
      ...{ sub, name: name.normalised, username: name.shown, passwordHash },
      ...(passkeys && { passkeys }),
      securityVersion: 1,
      sessionsRevokedThroughVersion: 1,
      state: 'ACTIVE',
      scopes: [],
      createdAt: now(),
      ...(unverifiedSeconds && { expiresAt: Math.floor(now() / 1000) + unverifiedSeconds }),
      lastSid: '',
      sessionCount: 0,
      attempts: noAttempts,
      changeAttempts: noAttempts,
      devices: [],
    };
    const started = await start({ authenticated: { account, amr }, source, createAccount }).catch(
      async (error) => {
        // a service was too slow for this request, but another sign-up has taken the name meanwhile: a retry
        // would not help
        if (hasCode(error, 'DEPENDENCY_UNAVAILABLE')) await rethrowIfTaken(checkNameIsFree(deps, account));
        throw error;
      },
    );
    if (started.outcome !== 'started') throw new InternalError('A new account has changed');
    const { ip: sourceIp, requestId } = source;
    log('account_registered', { sub, sid: started.session.sid || undefined, sourceIp, requestId });
    await email?.request(started.session);
    const { scopes: _none, ...user } = toProfile(account);
    return { ...started.response, user };
  };
}

/**
 * Waits for a check of a name. A check that fails for another reason is ignored.
 * @throws UsernameTakenError
 */
async function rethrowIfTaken(look: Promise<void>): Promise<void> {
  await look.catch((error) => {
    if (hasCode(error, 'USERNAME_TAKEN')) throw error;
  });
}
