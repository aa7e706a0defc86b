/** Signs a user up with a password: creates an account and starts its first session. */
import { ValidationError } from '../../shared/errors';
import type { ClientInfo } from '../../shared/http/client-info';
import type { Log } from '../../shared/log';
import { type CreateAccountDependencies, createAccount } from '../accounts/create-account';
import { parseUsername, usernameFault } from '../accounts/username';
import type { CheckNewPassword } from '../passwords/check-new-password';
import type { PasswordHasher } from '../passwords/password-hasher';
import type { RejectBreachedPassword } from '../passwords/reject-breached-password';
import { type StartSessionDependencies, startSession } from '../sessions/start-session';
import type { SignInResponse } from '../tokens/token-response';
import type { AttemptGuard } from './attempt-guard';
import { openAccount, type Registration, type SignUpEmail, type StartFirst } from './open-account';

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

/** A sign-up: a username and a password as the user typed them, and the source of the request. */
export interface RegisterCommand {
  readonly username: string;
  readonly password: string;
  /** @default - no address */
  readonly email?: SignUpEmail | undefined;
  readonly source: ClientInfo;
}

/**
 * Returns the operation.
 * @throws ValidationError with every broken rule
 * @throws TooManyAttemptsError, UsernameTakenError
 */
export function register<Response extends object = SignInResponse>(
  deps: RegisterDependencies<Response>,
): (command: RegisterCommand) => Promise<Registration<Response>> {
  const { passwords, checkNewPassword, rejectBreachedPassword, guard, newId } = deps;
  const create = createAccount(deps);
  const start = deps.startFirst ?? (startSession(deps) as StartFirst<object> as StartFirst<Response>);
  const open = openAccount({ ...deps, start });
  return async ({ username, password, email, source }) => {
    const name = parseUsername(username);
    const faults = [
      ...(await checkNewPassword(password, { username, pointer: PASSWORD })),
      ...(email?.faults ?? []),
    ];
    if (!name) throw new ValidationError([usernameFault, ...faults]);
    if (faults.length > 0) throw new ValidationError(faults);

    await guard.reserveSource('sign-up', source);
    const sub = newId();
    await rejectBreachedPassword(password, PASSWORD);
    const passwordHash = await passwords.hash(password);
    return open({ sub, name, passwordHash, amr: ['pwd'], createAccount: create, email, source });
  };
}
