/** Signs a user in: authenticates them, then starts a session. */
import { type StartSessionDependencies, startSession } from '../sessions/start-session';
import type { SignInResponse } from '../tokens/token-response';
import {
  authenticateByPassword,
  type PasswordAuthenticatorDependencies,
  type PasswordCommand,
} from './authenticate-by-password';
import { createSignInRefusal } from './refuse-sign-in';

/** What a sign-in needs. */
export type SignInDependencies = PasswordAuthenticatorDependencies & StartSessionDependencies;

/**
 * An account that changes between authentication and commit is authenticated anew: a parallel sign-in may only have renewed its
 * hash. The bound holds off somebody who changes it all the time.
 */
const MAX_ATTEMPTS = 3;

/**
 * Makes the operation.
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
      if (authenticated.replacesPassword) deps.log('password_changed', { sub, sid, sourceIp, requestId });
      deps.log('signed_in', { sub, sid, sourceIp, requestId });
      return started.response;
    }
    return refuse(command);
  };
}
