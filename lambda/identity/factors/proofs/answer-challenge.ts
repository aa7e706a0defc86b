/** Completes a sign-in by the proof of a second factor. */
import { ConcurrentChangeError, InvalidCodeError } from '../../../shared/errors';
import { InvalidChallengeError } from '../../../shared/factor-errors';
import type { ClientInfo } from '../../../shared/http/client-info';
import type { Log } from '../../../shared/log';
import type { Account } from '../../accounts/account';
import type { Accounts } from '../../accounts/accounts';
import type { Authenticated } from '../../authentication/authenticated';
import { reportSignIn, type SignInReportDependencies } from '../../authentication/report-sign-in';
import { createDeviceToken } from '../../devices/device';
import type { SessionStart, StartSessionCommand } from '../../sessions/start-session';
import type { SignInResponse } from '../../tokens/token-response';
import type { FactorScope } from '../factor-attempts';
import { type AcceptedProof, acceptProof, type FactorProof } from '../factor-proof';
import { FEW_RECOVERY_CODES } from '../recovery-code';
import { digestChallenge, isBound, type SecondFactorChallenge } from '../second-factor-challenge';
import type { SecondFactorChallenges } from '../second-factor-challenges';
import { trustDevice } from '../trusted-devices/trust-writes';
import { createTrustedDevice, trustToForget } from '../trusted-devices/trusted-device';
import type { TrustedDevices } from '../trusted-devices/trusted-devices';
import { type CodeCheckDependencies, prepareCodeCheck, readKind } from './check-code';
import { createFactorGuard, type FactorGuardDependencies, isUsedUp } from './factor-guard';

/** The dependencies of the operation. */
export interface AnswerChallengeDependencies
  extends CodeCheckDependencies,
    Omit<FactorGuardDependencies, 'log'>,
    Omit<SignInReportDependencies, 'log'> {
  readonly accounts: Pick<Accounts, 'find'>;
  readonly challenges: Pick<SecondFactorChallenges, 'find' | 'countAttempt' | 'delete'>;
  /** @default - the stage has no trusted devices, and none is stored */
  readonly trustedDevices?: TrustedDevices | undefined;
  readonly startSession: (command: StartSessionCommand) => Promise<SessionStart>;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  readonly log: Log<
    | 'signed_in'
    | 'password_changed'
    | 'factor_code_rejected'
    | 'recovery_code_used'
    | 'device_trusted'
    | 'factors_reset_cancelled'
    | 'attempt_throttled'
    | 'attempt_not_refunded'
  >;
}

/** A challenge with its proof. */
export interface AnswerChallengeCommand {
  readonly challenge: string;
  /** The kind of proof, as the client sent it. */
  readonly kind: string;
  /** The code as the user typed it. */
  readonly code: string;
  /** Whether the device is trusted from now on. @default false */
  readonly trustsDevice?: boolean | undefined;
  readonly source: ClientInfo;
}

/** The tokens of the new session. */
export interface AnsweredChallenge extends SignInResponse {
  /** How many recovery codes are left. @default - enough, or the sign-in used none */
  readonly recovery_codes_left?: number;
  /** In place of the second factor, for the next sign-ins on this device. @default - the device is not trusted */
  readonly trusted_device_token?: string;
}

/** How a user was authenticated who has proved a password and a code (RFC 8176 section 2). */
export const FACTOR_AMR = ['pwd', 'otp', 'mfa'] as const;

const PURPOSE = 'second-factor';

/** How often a code is checked when the account changes before the commit. */
const MAX_ATTEMPTS = 3;

/**
 * Returns the operation. A code is counted on its challenge and on its account, device or source before it is checked,
 * so that parallel guesses count as well. A recovery code cannot be guessed, so the account does not count it: it also
 * works when no guess is left.
 *
 * The commit of the sign-in accepts the proof. It requires that the account is as it was at the password.
 * @throws ValidationError, TooManyAttemptsError, ConcurrentChangeError, DependencyUnavailableError
 * @throws InvalidCodeError when the code is wrong or was used
 * @throws InvalidChallengeError when the challenge is unknown, expired, used up or void
 */
export function answerChallenge(
  deps: AnswerChallengeDependencies,
): (command: AnswerChallengeCommand) => Promise<AnsweredChallenge> {
  const { accounts, challenges, now, notify, log } = deps;
  const guard = createFactorGuard(deps);

  /** Returns the account if the challenge is still open for it. */
  async function findBound(challenge: SecondFactorChallenge): Promise<Account> {
    const account = await accounts.find(challenge.sub);
    if (account?.secondFactorSince === undefined || !isBound(account, challenge)) {
      throw new InvalidChallengeError('The account has changed since the password was verified');
    }
    return account;
  }

  /** Adds the device to those that the account trusts, in the same commit. Returns its token. */
  async function trust(
    authenticated: Authenticated,
    accepted: AcceptedProof,
    trustedDevices: TrustedDevices,
  ): Promise<{ readonly secondFactor: AcceptedProof; readonly token: string }> {
    const { account, replacesPassword } = authenticated;
    const at = now();
    const stored = await trustedDevices.list(account.sub);
    // a replaced password raises the version in the same commit
    const version = account.securityVersion + Number(replacesPassword ?? false);
    const { device, token } = createTrustedDevice(account, version, at);
    const forgotten = trustToForget(stored ?? [], { ...account, securityVersion: version }, at);
    return { secondFactor: trustDevice(accepted, { device, forgotten, count: stored?.length }), token };
  }

  return async ({ challenge: text, code, source, ...command }) => {
    const kind = readKind(command.kind);
    const digest = digestChallenge(text);
    const challenge = await challenges.find(digest, PURPOSE);
    // a known device has its own guesses, so other clients of its network do not block it
    const claim = challenge?.device === undefined ? await guard.reserveSource(source) : undefined;
    if (!challenge || !(await challenges.countAttempt(digest, PURPOSE, now()))) {
      throw new InvalidChallengeError('No code of this challenge may be tried');
    }
    const { ip: sourceIp, requestId } = source;

    for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
      const account = await findBound(challenge);
      const check = await prepareCodeCheck(deps, account, { kind, code });
      if (attempts === 0 && kind === 'totp') {
        await guard.reserveGuess(account, scopeOf(account, challenge), source);
      }
      const proof = check();
      if (!proof) {
        log('factor_code_rejected', { sub: account.sub, kind, sourceIp, requestId });
        // a code that a parallel request of the same user has just used does not indicate an attack
        if (attempts === 0) notify('password-known', account);
        throw new InvalidCodeError('The code is wrong or was used');
      }
      const accepted = toAuthenticated(account, challenge, proof, now());
      const trusted =
        command.trustsDevice && deps.trustedDevices
          ? await trust(accepted, accepted.secondFactor, deps.trustedDevices)
          : undefined;
      const authenticated = { ...accepted, secondFactor: trusted?.secondFactor ?? accepted.secondFactor };
      const started = await deps.startSession({ authenticated, source });
      if (started.outcome === 'changed') continue;
      if (claim) await guard.refundSource(claim, source);
      // best effort: its codes are used, and it expires
      await challenges.delete(digest).catch(() => {});
      reportSignIn(deps, authenticated, started.session, source);
      const { sub, sid } = started.session;
      if (trusted) log('device_trusted', { sub, sid, sourceIp, requestId });
      if (account.factorsResetAt !== undefined) {
        log('factors_reset_cancelled', { sub, sid, sourceIp, requestId });
      }
      const response = { ...started.response, ...(trusted && { trusted_device_token: trusted.token }) };
      if (kind === 'totp') return response;
      log('recovery_code_used', { sub, sid, sourceIp, requestId });
      const left = (account.recoveryCodes ?? []).length - 1;
      return { ...response, ...(left <= FEW_RECOVERY_CODES && { recovery_codes_left: left }) };
    }
    throw new ConcurrentChangeError('An account kept changing during a sign-in');
  };
}

function scopeOf({ devices }: Account, challenge: SecondFactorChallenge): FactorScope {
  const device = devices.find(({ id }) => id === challenge.device);
  return device && !isUsedUp(device) ? { device: device.id } : 'sign-in';
}

function toAuthenticated(
  account: Account,
  { device: deviceId, newPasswordHash, replacesPassword }: SecondFactorChallenge,
  proof: FactorProof,
  at: number,
): Authenticated & { readonly secondFactor: AcceptedProof } {
  const device = account.devices.find(({ id }) => id === deviceId);
  return {
    account,
    amr: FACTOR_AMR,
    // the challenge does not hold the secret of the device, which gets a new one
    ...(device && { device: { device, token: { ...createDeviceToken(), id: device.id } } }),
    newPasswordHash,
    replacesPassword,
    secondFactor: acceptProof(proof, at, device?.hash),
  };
}
