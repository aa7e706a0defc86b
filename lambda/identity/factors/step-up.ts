/** Authenticates the user of an open session again (RFC 9470). */
import {
  ConcurrentChangeError,
  InsufficientAuthenticationError,
  InternalError,
  InvalidCodeError,
  InvalidCurrentPasswordError,
  UnauthorizedError,
} from '../../shared/errors';
import type { ClientInfo } from '../../shared/http/client-info';
import type { Caller } from '../../shared/http/request';
import type { Log } from '../../shared/log';
import type { Account } from '../accounts/account';
import type { AccountAttempts } from '../accounts/account-attempts';
import type { Accounts } from '../accounts/accounts';
import type { AttemptGuard } from '../authentication/attempt-guard';
import type { AuthenticationMethods } from '../authentication/authenticated';
import { findValidSession, type SessionValidityDependencies } from '../authentication/is-session-valid';
import { findActiveAccount } from '../email/find-active-account';
import type { PasswordHasher } from '../passwords/password-hasher';
import { isTemporaryPasswordExpired } from '../passwords/temporary-password';
import type { Session } from '../sessions/session';
import { issueAccessToken, type TokenDependencies } from '../tokens/access-token';
import type { TokenResponse } from '../tokens/token-response';
import type { FactorKind } from './account-factor';
import type { AccountFactors } from './account-factors';
import { type CodeCheckDependencies, prepareCodeCheck, readKind } from './proofs/check-code';
import { createFactorGuard, type FactorGuardDependencies } from './proofs/factor-guard';
import type { PasskeyProofDependencies } from './proofs/passkey-proofs';
import { needsSeveralFactors, stepUpByPasskey } from './proofs/step-up-by-passkey';
import { stepUpKindsOf } from './proofs/step-up-kinds';
import type { SessionStepUps } from './session-step-ups';

/** The dependencies of a step-up. */
export interface StepUpDependencies
  extends CodeCheckDependencies,
    TokenDependencies,
    Omit<SessionValidityDependencies, 'tokens'>,
    PasskeyProofDependencies,
    Omit<FactorGuardDependencies, 'log'> {
  readonly accounts: Pick<Accounts, 'find'>;
  readonly accountFactors: Pick<AccountFactors, 'consume'>;
  readonly accountAttempts: Pick<AccountAttempts, 'forgive'>;
  readonly sessionStepUps: SessionStepUps;
  readonly passwords: Pick<PasswordHasher, 'verify'>;
  readonly guard: Pick<AttemptGuard, 'reserveAttempt'>;
  /** How recently the user must have been authenticated for a sensitive change. */
  readonly reauthenticationSeconds: number;
  /** Whether the stage has passkeys. @default false */
  readonly hasPasskeys?: boolean | undefined;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  readonly log: Log<
    | 'stepped_up'
    | 'factor_code_rejected'
    | 'passkey_rejected'
    | 'recovery_code_used'
    | 'factors_reset_cancelled'
    | 'password_change_failed'
    | 'attempt_throttled'
    | 'attempt_not_refunded'
  >;
}

/** What the user sends: the password, a code and its kind, or an assertion for a ceremony of the session. */
export type StepUpProof =
  | { readonly password: string }
  | { readonly kind: string; readonly code: string }
  | { readonly ceremonyId: string; readonly credential: unknown };

/** A step-up. */
export interface StepUpCommand {
  readonly caller: Pick<Caller, 'sub' | 'sid'>;
  readonly proof: StepUpProof;
  readonly source: ClientInfo;
}

/** A new access token. The refresh token of the session stays. */
export type SteppedUp = Omit<TokenResponse, 'refresh_token'>;

/** A step-up of an account, before it is stored on the session. */
interface Authentication {
  readonly kind: 'password' | FactorKind;
  readonly amr: AuthenticationMethods;
  /** Uses the proof up. Returns false when it was used, or the account has changed. */
  readonly accept: () => Promise<boolean>;
}

/** Returns the methods of a session after a code. A session that began without a password does not claim one. */
function withCode(amr: Session['amr']): AuthenticationMethods {
  return [...amr.filter((method) => method === 'pwd' || method === 'pop'), 'otp', 'mfa'];
}

/**
 * Returns the operation. The password of an account with a second factor is not enough, and neither is a passkey that
 * has not verified its user. Guesses count apart from those of sign-ins, so that an attacker who knows the password does
 * not block a session of its owner.
 *
 * The token is signed first: a failure to sign uses up no code. Then the proof is accepted, and the session gets the
 * new authentication, which refreshes carry on.
 * @throws ValidationError, TooManyAttemptsError, ConcurrentChangeError, DependencyUnavailableError
 * @throws InsufficientAuthenticationError when the account has a second factor, and the password is sent
 * @throws InvalidCurrentPasswordError, InvalidCodeError, InvalidCeremonyError, InvalidPasskeyError
 * @throws UnauthorizedError when the account or the caller's session is not valid
 */
export function stepUp(deps: StepUpDependencies): (command: StepUpCommand) => Promise<SteppedUp> {
  const { accounts, accountFactors, accountAttempts, sessionStepUps, passwords, guard, now, log } = deps;
  const factorGuard = createFactorGuard(deps);

  async function provePassword(
    account: Account,
    password: string,
    { caller: { sub, sid }, source }: StepUpCommand,
  ): Promise<Authentication> {
    if (needsSeveralFactors(deps, account)) {
      const { reauthenticationSeconds, hasPasskeys } = deps;
      const kinds = stepUpKindsOf(account, { needsFactor: true, hasPasskeys });
      const needed = { max_age: reauthenticationSeconds, amr_values: ['mfa'], kinds };
      throw new InsufficientAuthenticationError(needed);
    }
    // the same attempts as those of a change of the password: a stolen session could guess it here, too
    const scope = 'password-change';
    await guard.reserveAttempt({ account, sid, scope, seen: account.changeAttempts }, source);
    const isRight = await passwords.verify(account.passwordHash, password);
    if (!isRight || isTemporaryPasswordExpired(account, now())) {
      log('password_change_failed', { sub, sid, sourceIp: source.ip, requestId: source.requestId });
      throw new InvalidCurrentPasswordError('The password is wrong');
    }
    await accountAttempts.forgive(account, scope);
    return { kind: 'password', amr: ['pwd'], accept: async () => true };
  }

  async function proveFactor(
    account: Account,
    sent: { readonly kind: string; readonly code: string },
    { sub, sid, amr }: Session,
    { source }: StepUpCommand,
  ): Promise<Authentication> {
    const kind = readKind(sent.kind, deps.hasPasskeys);
    const claim = await factorGuard.reserveSource(source);
    const check = await prepareCodeCheck(deps, account, { kind, code: sent.code });
    if (kind === 'totp' && account.secondFactorSince !== undefined) {
      await factorGuard.reserveGuess(account, 'step-up', source, sid);
    }
    const proof = check();
    const fields = { sub, sid, kind, sourceIp: source.ip, requestId: source.requestId };
    const refuse = () => {
      log('factor_code_rejected', fields);
      return new InvalidCodeError('The code is wrong or was used');
    };
    if (!proof || account.secondFactorSince === undefined) throw refuse();
    await factorGuard.refundSource(claim, source);
    const accept = async () => {
      if (await accountFactors.consume(account, proof, now())) return true;
      throw refuse();
    };
    return { kind, amr: withCode(amr), accept };
  }

  function prove(account: Account, session: Session, command: StepUpCommand): Promise<Authentication> {
    const { proof, caller, source } = command;
    if ('password' in proof) return provePassword(account, proof.password, command);
    if ('code' in proof) return proveFactor(account, proof, session, command);
    if (!deps.loadPasskeys) throw new InternalError('The stage has no passkeys');
    return stepUpByPasskey(deps, deps.loadPasskeys())({ ...proof, account, sid: caller.sid, source });
  }

  return async (command) => {
    const { caller, source } = command;
    const { sub, sid } = caller;
    const account = await findActiveAccount({ accounts }, caller);
    const session = await findValidSession(deps, account, sid);
    if (!session) throw new UnauthorizedError('The session of the token has ended');
    const { kind, amr, accept } = await prove(account, session, command);

    const authTime = Math.floor(now() / 1000);
    const { accessToken, expiresIn } = await issueAccessToken(deps, { ...session, authTime, amr });
    await accept();
    const fields = { sub, sid, sourceIp: source.ip, requestId: source.requestId };
    if (kind === 'recovery_code') log('recovery_code_used', fields);
    if (kind !== 'password' && account.factorsResetAt !== undefined) log('factors_reset_cancelled', fields);
    if (!(await sessionStepUps.stepUp(session, { authTime, amr }))) {
      if (await findValidSession(deps, account, sid))
        throw new ConcurrentChangeError('The session has changed');
      throw new UnauthorizedError('The session of the token has ended');
    }
    log('stepped_up', { ...fields, kind });
    return { access_token: accessToken, id_token: accessToken, token_type: 'Bearer', expires_in: expiresIn };
  };
}
