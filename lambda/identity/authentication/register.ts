/** Signs a user up: creates an account and starts its first session. */
import { type FieldError, hasCode, InternalError, ValidationError } from '../../shared/errors';
import type { ClientInfo } from '../../shared/http/client-info';
import type { Log } from '../../shared/log';
import type { Account } from '../accounts/account';
import { type CreateAccountDependencies, createAccount } from '../accounts/create-account';
import { type Profile, toProfile } from '../accounts/get-profile';
import { checkNameIsFree } from '../accounts/identifiers/reserve-identifier';
import { parseUsername, usernameFault } from '../accounts/username';
import type { CheckNewPassword } from '../passwords/check-new-password';
import type { PasswordHasher } from '../passwords/password-hasher';
import type { RejectBreachedPassword } from '../passwords/reject-breached-password';
import type { SessionKey } from '../sessions/session';
import {
  type SessionStart,
  type StartSessionCommand,
  type StartSessionDependencies,
  startSession,
} from '../sessions/start-session';
import { noAttempts } from '../throttling/backoff';
import type { SignInResponse } from '../tokens/token-response';
import type { AttemptGuard } from './attempt-guard';

/** The location of the password in the body: a JSON Pointer in URI fragment form. */
const PASSWORD = '#/password';

/** The dependencies of a sign-up. */
export type RegisterDependencies<Response> = CreateAccountDependencies &
  StartSessionDependencies & {
    readonly passwords: PasswordHasher;
    readonly checkNewPassword: CheckNewPassword;
    readonly rejectBreachedPassword: RejectBreachedPassword;
    readonly guard: Pick<AttemptGuard, 'reserveSource'>;
    readonly log: Log;
    /** Creates the account without a session, in a stage that requires a second factor. @default - a session starts */
    readonly startFirst?: StartFirst<Response> | undefined;
  };

/** Creates an account together with what its client needs next. */
export type StartFirst<Response> = (
  command: StartSessionCommand & Required<Pick<StartSessionCommand, 'createAccount'>>,
) => Promise<SessionStart<Response>>;

/** A sign-up: a username and a password as the user typed them, and the source of the request. */
export interface RegisterCommand {
  readonly username: string;
  readonly password: string;
  /** @default - no address */
  readonly email?: SignUpEmail | undefined;
  readonly source: ClientInfo;
}

/** The e-mail address of a sign-up. */
export interface SignUpEmail {
  /** Its faults, which are reported with those of the other members. */
  readonly faults: readonly FieldError[];
  /** Makes the address pending. Called once the account exists. Never fails. */
  readonly request: (session: SessionKey) => Promise<void>;
}

/** A new account with its first tokens, or with the challenge that a second factor must answer. */
export type Registration<Response = SignInResponse> = Response & {
  readonly user: Pick<Profile, 'id' | 'username' | 'createdAt'>;
};

/**
 * Returns the operation.
 * @throws ValidationError with every broken rule
 * @throws TooManyAttemptsError, UsernameTakenError
 */
export function register<Response extends object = SignInResponse>(
  deps: RegisterDependencies<Response>,
): (command: RegisterCommand) => Promise<Registration<Response>> {
  const { passwords, checkNewPassword, rejectBreachedPassword, guard, now, newId, log, unverifiedSeconds } =
    deps;
  const create = createAccount(deps);
  const start = deps.startFirst ?? (startSession(deps) as StartFirst<object> as StartFirst<Response>);
  return async ({ username, password, email, source }) => {
    const name = parseUsername(username);
    const faults = [
      ...(await checkNewPassword(password, { username, pointer: PASSWORD })),
      ...(email?.faults ?? []),
    ];
    if (!name) throw new ValidationError([usernameFault, ...faults]);
    if (faults.length > 0) throw new ValidationError(faults);

    await guard.reserveSource('sign-up', source);
    const owner = { name: name.normalised, sub: newId() };
    await rejectBreachedPassword(password, PASSWORD);
    const account: Account = {
      ...owner,
      username: name.shown,
      passwordHash: await passwords.hash(password),
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
    const authenticated = { account, amr: ['pwd'] };
    const started = await start({ authenticated, source, createAccount: create }).catch(async (error) => {
      // a service was too slow for this request, but another sign-up has taken the name meanwhile: a retry
      // would not help
      if (hasCode(error, 'DEPENDENCY_UNAVAILABLE')) await rethrowIfTaken(checkNameIsFree(deps, owner));
      throw error;
    });
    if (started.outcome !== 'started') throw new InternalError('A new account has changed');
    const { sub, sid } = started.session;
    log('account_registered', {
      sub,
      sid: sid || undefined,
      sourceIp: source.ip,
      requestId: source.requestId,
    });
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
