/** Holds off guessing: lets an attempt through only after it was counted, so that parallel ones count as well. */
import { TooManyAttemptsError } from '../shared/errors';
import type { Log } from '../shared/log';
import { type AttemptLimits, type Attempts, waitFor } from './attempts';
import type { Login } from './login';
import type { Budget, LoginAttempts } from './login-attempts';
import type { NameHasher } from './name-hasher';
import type { RequestSource } from './request-source';
import { toSource } from './source-address';
import { type SourceKind, type SourceWindow, type SourceWindows, windowAt } from './source-windows';
import type { UnknownNames } from './unknown-names';

/** How much may be tried. */
export interface ThrottleLimits {
  /** Consecutive failures on one account, or from one device, that cost no wait. */
  readonly freeLoginFailures: number;
  /** Consecutive failures after which an account takes no attempts from unknown devices until an operator unlocks it. */
  readonly maxLoginFailures: number;
  /** Failed sign-ins of one source in a quarter of an hour. */
  readonly maxLoginFailuresPerSource: number;
  /** Registrations of one source in a quarter of an hour. */
  readonly maxSignUpsPerSource: number;
}

/** What the guard needs. */
export interface AttemptGuardDependencies {
  readonly limits: ThrottleLimits;
  readonly loginAttempts: Pick<LoginAttempts, 'reserve'>;
  readonly unknownNames: UnknownNames;
  readonly sourceWindows: SourceWindows;
  readonly hashName: NameHasher;
  readonly log: Log;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/** What an attempt counts against, and what is known of it. */
export type Target =
  | { readonly login: Login; readonly budget: Budget; readonly seen: Attempts }
  | { readonly nameHash: string; readonly seen: Attempts };

/** Counts attempts, or refuses them. Every method rejects with TooManyAttemptsError. */
export interface AttemptGuard {
  /** @returns the count, to take the attempt back from when it succeeds */
  reserveSource(kind: SourceKind, source: RequestSource): Promise<SourceWindow>;
  reserveAttempt(target: Target, source: RequestSource): Promise<void>;
}

/** The shortest wait that can be told. */
const LEAST_WAIT_SECONDS = 1;

/** Makes the guard. */
export function createAttemptGuard(deps: AttemptGuardDependencies): AttemptGuard {
  const { limits, loginAttempts, unknownNames, sourceWindows, hashName, log, now } = deps;
  const maxOf = { 'log-in': limits.maxLoginFailuresPerSource, 'sign-up': limits.maxSignUpsPerSource };
  const attemptLimits: AttemptLimits = {
    freeFailures: limits.freeLoginFailures,
    maxFailures: limits.maxLoginFailures,
  };

  function refuse(by: string, waitMillis: number, source: RequestSource, fields: object): never {
    log('WARN', {
      event: 'account_throttled',
      by,
      ...fields,
      sourceIp: source.ip,
      requestId: source.requestId,
    });
    throw new TooManyAttemptsError(Math.max(LEAST_WAIT_SECONDS, Math.ceil(waitMillis / 1000)));
  }

  return {
    async reserveSource(kind, source) {
      const at = now();
      const window = windowAt(kind, await hashName(`source/${toSource(source.ip)}`), at);
      if (await sourceWindows.reserve(window, maxOf[kind])) return window;
      return refuse('source', window.endsAt * 1000 - at, source, { kind });
    },

    async reserveAttempt(target, source) {
      const at = now();
      const whom = 'login' in target ? { sub: target.login.sub } : { usernameHash: target.nameHash };
      const wait = waitFor(target.seen, attemptLimits, at);
      if (wait > 0) refuse('account', wait, source, whom);
      const reservation = { at, seen: target.seen, freeFailures: limits.freeLoginFailures };
      const reserved =
        'login' in target
          ? await loginAttempts.reserve(target.login, target.budget, reservation)
          : await unknownNames.reserve(target.nameHash, reservation);
      // others came first, and their failures make this one wait
      if (!reserved) refuse('account', 0, source, whom);
    },
  };
}
