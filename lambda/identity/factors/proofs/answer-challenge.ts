/** Completes a sign-in by the proof of a second factor. */
import { ConcurrentChangeError, InvalidCodeError } from '../../../shared/errors';
import { InvalidChallengeError } from '../../../shared/factor-errors';
import type { ClientInfo } from '../../../shared/http/client-info';
import type { Log } from '../../../shared/log';
import type { Account } from '../../accounts/account';
import type { Accounts } from '../../accounts/accounts';
import type { FactorPolicy } from '../account-factor';
import type { FactorScope } from '../factor-attempts';
import { FEW_RECOVERY_CODES } from '../recovery-code';
import { digestChallenge, type SecondFactorChallenge } from '../second-factor-challenge';
import type { SecondFactorChallenges } from '../second-factor-challenges';
import { type CodeCheckDependencies, prepareCodeCheck, readKind } from './check-code';
import {
  type CompleteChallengeDependencies,
  type CompletedChallenge,
  completeChallenge,
} from './complete-challenge';
import { createFactorGuard, type FactorGuardDependencies, isUsedUp } from './factor-guard';
import { findChallengedAccount } from './find-challenged-account';

/** The dependencies of the operation. */
export interface AnswerChallengeDependencies
  extends CodeCheckDependencies,
    Omit<FactorGuardDependencies, 'log'>,
    Omit<CompleteChallengeDependencies, 'log'>,
    FactorPolicy {
  readonly accounts: Pick<Accounts, 'find'>;
  readonly challenges: Pick<SecondFactorChallenges, 'find' | 'countAttempt' | 'delete'>;
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
export type AnsweredChallenge = CompletedChallenge['response'] & {
  /** How many recovery codes are left. @default - enough, or the sign-in used none */
  readonly recovery_codes_left?: number;
};

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
  const complete = completeChallenge(deps);

  return async ({ challenge: text, code, trustsDevice, source, ...command }) => {
    const kind = readKind(command.kind, deps.hasPasskeys);
    const digest = digestChallenge(text);
    const challenge = await challenges.find(digest, PURPOSE);
    // a known device has its own guesses, so other clients of its network do not block it
    const claim = challenge?.device === undefined ? await guard.reserveSource(source) : undefined;
    if (!challenge || !(await challenges.countAttempt(digest, PURPOSE, now()))) {
      throw new InvalidChallengeError('No code of this challenge may be tried');
    }
    const { ip: sourceIp, requestId } = source;

    for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
      const account = await findChallengedAccount(accounts, challenge, deps);
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
      const completed = await complete({ account, challenge, proof, amr: FACTOR_AMR, trustsDevice, source });
      if (!completed) continue;
      if (claim) await guard.refundSource(claim, source);
      // best effort: its codes are used, and it expires
      await challenges.delete(digest).catch(() => {});
      const { session, response } = completed;
      if (kind === 'totp') return response;
      log('recovery_code_used', { sub: session.sub, sid: session.sid, sourceIp, requestId });
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
