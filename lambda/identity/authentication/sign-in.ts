/** Signs a user in: authenticates them, then starts a session. */
import type { RequireSecondFactor } from '../factors/proofs/require-second-factor';
import { type StartSessionDependencies, startSession } from '../sessions/start-session';
import type { SignInResponse } from '../tokens/token-response';
import {
  authenticateByPassword,
  type PasswordAuthenticatorDependencies,
  type PasswordCommand,
} from './authenticate-by-password';
import { createSignInRefusal } from './refuse-sign-in';
import { reportSignIn, type SignInReportDependencies } from './report-sign-in';

/** The dependencies of a sign-in. */
export type SignInDependencies = PasswordAuthenticatorDependencies &
  StartSessionDependencies &
  SignInReportDependencies & {
    /** Called only when a second factor may be missing, or is being reset, so that it can be loaded on demand. */
    readonly requireSecondFactor: RequireSecondFactor;
    /** `required`: an account without a second factor must add one. @default - accounts may have none */
    readonly secondFactor?: string | undefined;
  };

/**
 * How often a user is authenticated when the account changes before the commit: a parallel sign-in may only
 * have renewed its hash. The limit stops an attacker who changes it continuously.
 */
const MAX_ATTEMPTS = 3;

/**
 * Returns the operation. For an account with a second factor, a right password starts no session and changes nothing,
 * unless a trusted device sends it: the error carries a challenge, which the second factor answers. If a reset of its
 * factors is due, the password is enough, and the factors are removed. In a stage that requires a second factor, an
 * account without one, or with such a reset, gets a challenge that adds it.
 * @throws InvalidCredentialsError, TooManyAttemptsError, PasswordChangeRequiredError, SecondFactorRequiredError, ValidationError
 */
export function signIn(deps: SignInDependencies): (command: PasswordCommand) => Promise<SignInResponse> {
  const authenticate = authenticateByPassword(deps);
  const start = startSession(deps);
  const refuse = createSignInRefusal(deps);
  return async (command) => {
    const { source } = command;
    for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
      let authenticated = await authenticate(command);
      const { secondFactorSince, factorsResetAt } = authenticated.account;
      const mayNeedFactor = secondFactorSince !== undefined || deps.secondFactor === 'required';
      if (mayNeedFactor || factorsResetAt !== undefined) {
        const required = await deps.requireSecondFactor(authenticated, command);
        if (required === 'changed') continue;
        if ('response' in required) return required.response;
        authenticated = required.authenticated;
      }
      const started = await start({ authenticated, source });
      if (started.outcome === 'changed') continue;
      reportSignIn(deps, authenticated, started.session, source);
      return started.response;
    }
    return refuse(command);
  };
}
