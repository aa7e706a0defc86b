/** Signs a user in: authenticates them, then starts a session. */
import type { Notify } from '../email/notices/notify';
import { type StartSessionDependencies, startSession } from '../sessions/start-session';
import type { SignInResponse } from '../tokens/token-response';
import {
  authenticateByPassword,
  type PasswordAuthenticatorDependencies,
  type PasswordCommand,
} from './authenticate-by-password';
import { createSignInRefusal } from './refuse-sign-in';

/** The dependencies of a sign-in. */
export type SignInDependencies = PasswordAuthenticatorDependencies &
  StartSessionDependencies & { readonly notify: Notify };

/**
 * How often a user is authenticated when the account changes before the commit: a parallel sign-in may only
 * have renewed its hash. The limit stops an attacker who changes it continuously.
 */
const MAX_ATTEMPTS = 3;

/**
 * Returns the operation.
 * @throws InvalidCredentialsError, TooManyAttemptsError, PasswordChangeRequiredError, ValidationError
 */
export function signIn(deps: SignInDependencies): (command: PasswordCommand) => Promise<SignInResponse> {
  const authenticate = authenticateByPassword(deps);
  const start = startSession(deps);
  const refuse = createSignInRefusal(deps);
  return async (command) => {
    const { source } = command;
    for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
      const authenticated = await authenticate(command);
      const started = await start({ authenticated, source });
      if (started.outcome === 'changed') continue;
      const { sub, sid } = started.session;
      const { ip: sourceIp, requestId } = source;
      const { account, replacesPassword, device } = authenticated;
      if (replacesPassword) {
        deps.notify('password-changed', account);
        deps.log('password_changed', { sub, sid, sourceIp, requestId });
      }
      if (!device) deps.notify('new-device', account);
      deps.log('signed_in', { sub, sid, sourceIp, requestId });
      return started.response;
    }
    return refuse(command);
  };
}
