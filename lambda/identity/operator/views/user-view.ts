/** What an operator is shown of an account: never a hash, a digest or a token. */
import type { Account } from '../../accounts/account';
import { COGNITO_HASH } from '../../passwords/migration-hook';
import { isTemporaryPasswordExpired } from '../../passwords/temporary-password';
import { findSessionEnd } from '../../sessions/find-session-end';
import type { SessionSummary } from '../../sessions/session';

/**
 * What kind of password an account has. `imported`: with the hash of another system, until the next sign-in; `at-cognito`: Amazon
 * Cognito verifies it at the next sign-in; `temporary`, `expired`: an operator has set it, and it was not changed yet.
 */
export type PasswordState = 'set' | 'imported' | 'at-cognito' | 'temporary' | 'expired';

/** An account in one line. Times are ISO 8601, UTC. */
export interface UserSummary {
  readonly username: string;
  readonly sub: string;
  readonly state: Account['state'];
  readonly createdAt: string;
  readonly password: PasswordState;
  readonly scopes: readonly string[];
}

/** An account with all that decides about its sign-ins. */
export interface UserDetails extends UserSummary {
  /** @default - the password is not temporary */
  readonly passwordTemporaryUntil?: string;
  readonly sessions: {
    readonly count: number;
    /** @default - there is none */
    readonly lastUsedAt?: string;
  };
  /** Known ones. */
  readonly devices: number;
  /** In a row, from unknown devices. */
  readonly failedSignIns: FailureCount;
  /** Of the password, in a row. */
  readonly failedChanges: FailureCount;
}

/** Consecutive failures, as they were counted at the last attempt: those that time has forgiven since are among them. */
export interface FailureCount {
  readonly count: number;
  /** When the last attempt was made, whether it failed or not. @default - there was none */
  readonly lastAttemptAt?: string;
}

/** Makes the line. @param millis now */
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

/** Makes the details. @param millis now */
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
