/** The parts of an account that an operator may see: never a hash, a digest or a token. */
import type { Account } from '../../accounts/account';
import { COGNITO_HASH } from '../../passwords/migration-hook';
import { isTemporaryPasswordExpired } from '../../passwords/temporary-password';
import { findSessionEnd } from '../../sessions/find-session-end';
import type { SessionSummary } from '../../sessions/session';

/**
 * The kind of password that an account has.
 *
 * - `imported`: its hash is of another system, until the next sign-in.
 * - `at-cognito`: Amazon Cognito verifies it at the next sign-in.
 * - `temporary`, `expired`: an operator set it, and its user has not changed it yet.
 */
export type PasswordState = 'set' | 'imported' | 'at-cognito' | 'temporary' | 'expired';

/** A summary of an account. Times are ISO 8601, UTC. */
export interface UserSummary {
  readonly username: string;
  readonly sub: string;
  readonly state: Account['state'];
  readonly createdAt: string;
  readonly password: PasswordState;
  readonly scopes: readonly string[];
}

/** An account with everything that affects its sign-ins. */
export interface UserDetails extends UserSummary {
  /** When the temporary password expires. @default - the password is not temporary */
  readonly passwordTemporaryUntil?: string;
  readonly sessions: {
    readonly count: number;
    /** @default - there are no sessions */
    readonly lastUsedAt?: string;
  };
  /** The number of known devices. */
  readonly devices: number;
  /** Consecutive failures from unknown devices. */
  readonly failedSignIns: FailureCount;
  /** Consecutive failures to change the password. */
  readonly failedChanges: FailureCount;
}

/** Consecutive failures as counted at the last attempt, including those that time has forgiven since. */
export interface FailureCount {
  readonly count: number;
  /** When the last attempt was made, whether it failed or not. @default - there was none */
  readonly lastAttemptAt?: string;
}

/** Creates the summary. @param millis the current time */
export function toUserSummary(account: Account, millis: number): UserSummary {
  const { username, sub, state, createdAt, scopes } = account;
  return {
    username,
    sub,
    state,
    createdAt: toIso(createdAt),
    password: toPasswordState(account, millis),
    scopes,
  };
}

/** Creates the details. @param millis the current time */
export function toUserDetails(
  account: Account,
  sessions: readonly SessionSummary[],
  millis: number,
): UserDetails {
  const { passwordTemporaryUntil: until, devices, attempts, changeAttempts } = account;
  const live = sessions.filter((session) => !findSessionEnd(session, {}, millis));
  const lastUsedAt = Math.max(...live.map((session) => session.lastUsedAt));
  return {
    ...toUserSummary(account, millis),
    ...(until !== undefined && { passwordTemporaryUntil: toIso(until) }),
    sessions: { count: live.length, ...(live.length > 0 && { lastUsedAt: toIso(lastUsedAt * 1000) }) },
    devices: devices.filter(({ expiresAt }) => expiresAt * 1000 > millis).length,
    failedSignIns: toFailureCount(attempts),
    failedChanges: toFailureCount(changeAttempts),
  };
}

function toPasswordState(account: Account, millis: number): PasswordState {
  if (account.passwordTemporaryUntil !== undefined) {
    return isTemporaryPasswordExpired(account, millis) ? 'expired' : 'temporary';
  }
  if (account.passwordHash === COGNITO_HASH) return 'at-cognito';
  return account.passwordHash.startsWith('$argon2id$') ? 'set' : 'imported';
}

function toFailureCount({ failures, lastAttemptAt }: Account['attempts']): FailureCount {
  return { count: failures, ...(lastAttemptAt > 0 && { lastAttemptAt: toIso(lastAttemptAt) }) };
}

function toIso(millis: number): string {
  return new Date(millis).toISOString();
}
