/** The parts of an account that an operator may see: never a hash, a digest or a token. */
import type { Account } from '../../accounts/account';
import { findFormerEmail, findOpenEmail } from '../../email/account-email';
import type { Undeliverable, UndeliverableReason } from '../../email/feedback/undeliverable';
import { factorAttemptsOf, stepUpAttemptsOf } from '../../factors/account-factor';
import { COGNITO_HASH } from '../../passwords/migration-hook';
import { hasPassword } from '../../passwords/no-password';
import { isTemporaryPasswordExpired } from '../../passwords/temporary-password';
import { findSessionEnd } from '../../sessions/find-session-end';
import type { SessionSummary } from '../../sessions/session';

/**
 * The kind of password that an account has.
 *
 * - `imported`: its hash is of another system, until the next sign-in.
 * - `at-cognito`: Amazon Cognito verifies it at the next sign-in.
 * - `none`: only passkeys sign in.
 * - `temporary`, `expired`: an operator set it, and its user has not changed it yet.
 */
export type PasswordState = 'set' | 'imported' | 'at-cognito' | 'none' | 'temporary' | 'expired';

/** A summary of an account. Times are ISO 8601, UTC. */
export interface UserSummary {
  readonly username: string;
  readonly sub: string;
  readonly state: Account['state'];
  readonly createdAt: string;
  readonly password: PasswordState;
  readonly scopes: readonly string[];
  /** Whether the second factor is on. @default - it is off */
  readonly secondFactor?: true;
  /** How many passkeys it has. @default - none */
  readonly passkeys?: number;
}

/** An account with everything that affects its sign-ins. */
export interface UserDetails extends Omit<UserSummary, 'secondFactor'> {
  /** When the temporary password expires. @default - the password is not temporary */
  readonly passwordTemporaryUntil?: string;
  /** The e-mail address in use. @default - none */
  readonly email?: {
    readonly address: string;
    readonly verifiedAt: string;
    /** Why no mail is sent to it. @default - mails are sent */
    readonly undeliverable?: { readonly reason: UndeliverableReason; readonly at: string };
  };
  /** The address that waits for its code, while the code is valid. @default - none */
  readonly pendingEmail?: { readonly address: string; readonly expiresAt: string };
  /** The address before the latest changes, while it can be restored. @default - none */
  readonly formerEmail?: { readonly address: string; readonly until: string };
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
  /** @default - the second factor is off */
  readonly secondFactor?: SecondFactorView;
  /** From when factors and passkeys count as removed. @default - no reset waits */
  readonly factorsResetAt?: string;
}

/** The second factors of an account, without their ids, secrets and digests. */
export interface SecondFactorView {
  readonly since: string;
  readonly factors: readonly {
    readonly kind: string;
    readonly name: string;
    readonly addedAt: string;
    /** @default - not used since it was confirmed */
    readonly lastUsedAt?: string;
  }[];
  /** How many are left. */
  readonly recoveryCodes: number;
  /** Wrong codes of sign-ins from unknown devices. */
  readonly failedCodes: FailureCount;
  /** Wrong codes in sessions. */
  readonly failedStepUps: FailureCount;
}

/** Consecutive failures as counted at the last attempt, including those that time has forgiven since. */
export interface FailureCount {
  readonly count: number;
  /** When the last attempt was made, whether it failed or not. @default - there was none */
  readonly lastAttemptAt?: string;
}

/** Creates the summary. @param millis the current time */
export function toUserSummary(account: Account, millis: number): UserSummary {
  const { username, sub, state, createdAt, scopes, secondFactorSince, passkeys } = account;
  return {
    username,
    sub,
    state,
    createdAt: toIso(createdAt),
    password: toPasswordState(account, millis),
    scopes,
    ...(secondFactorSince !== undefined && { secondFactor: true }),
    ...(passkeys && { passkeys: Object.keys(passkeys).length }),
  };
}

/** What the details are created from. */
export interface UserFacts {
  readonly account: Account;
  readonly sessions: readonly SessionSummary[];
  /** The mark on the address in use. @default - mails reach it */
  readonly undeliverable?: Undeliverable | undefined;
}

/** Creates the details. @param millis the current time */
export function toUserDetails({ account, sessions, undeliverable }: UserFacts, millis: number): UserDetails {
  const { passwordTemporaryUntil: until, devices, attempts, changeAttempts } = account;
  const live = sessions.filter((session) => !findSessionEnd(session, {}, millis));
  const lastUsedAt = Math.max(...live.map((session) => session.lastUsedAt));
  const { secondFactor: _isOn, ...summary } = toUserSummary(account, millis);
  return {
    ...summary,
    ...(until !== undefined && { passwordTemporaryUntil: toIso(until) }),
    ...toEmails(account, undeliverable, millis),
    sessions: { count: live.length, ...(live.length > 0 && { lastUsedAt: toIso(lastUsedAt * 1000) }) },
    devices: devices.filter(({ expiresAt }) => expiresAt * 1000 > millis).length,
    failedSignIns: toFailureCount(attempts),
    failedChanges: toFailureCount(changeAttempts),
    ...toSecondFactor(account),
    ...(account.factorsResetAt !== undefined && { factorsResetAt: toIso(account.factorsResetAt) }),
  };
}

function toSecondFactor(account: Account): Pick<UserDetails, 'secondFactor'> {
  const { secondFactorSince: since, factors = {}, recoveryCodes = [] } = account;
  if (since === undefined) return {};
  const all = Object.values(factors).sort((one, other) => one.addedAt - other.addedAt);
  return {
    secondFactor: {
      since: toIso(since),
      factors: all.map(({ kind, name, addedAt, lastUsedAt: usedAt }) => ({
        ...{ kind, name, addedAt: toIso(addedAt) },
        ...(usedAt !== undefined && { lastUsedAt: toIso(usedAt) }),
      })),
      recoveryCodes: recoveryCodes.length,
      failedCodes: toFailureCount(factorAttemptsOf(account)),
      failedStepUps: toFailureCount(stepUpAttemptsOf(account)),
    },
  };
}

function toEmails(
  account: Account,
  mark: Undeliverable | undefined,
  millis: number,
): Pick<UserDetails, 'email' | 'pendingEmail' | 'formerEmail'> {
  const { email } = account;
  const pending = findOpenEmail(account, millis);
  const former = findFormerEmail(account, millis);
  const undeliverable = mark && { reason: mark.reason, at: toIso(mark.at) };
  return {
    ...(email && {
      email: {
        address: email.shown,
        verifiedAt: toIso(email.verifiedAt),
        ...(undeliverable && { undeliverable }),
      },
    }),
    ...(pending && { pendingEmail: { address: pending.shown, expiresAt: toIso(pending.expiresAt) } }),
    ...(former && { formerEmail: { address: former.shown, until: toIso(former.until) } }),
  };
}

function toPasswordState(account: Account, millis: number): PasswordState {
  if (account.passwordTemporaryUntil !== undefined) {
    return isTemporaryPasswordExpired(account, millis) ? 'expired' : 'temporary';
  }
  if (account.passwordHash === COGNITO_HASH) return 'at-cognito';
  if (!hasPassword(account)) return 'none';
  return account.passwordHash.startsWith('$argon2id$') ? 'set' : 'imported';
}

function toFailureCount({ failures, lastAttemptAt }: Account['attempts']): FailureCount {
  return { count: failures, ...(lastAttemptAt > 0 && { lastAttemptAt: toIso(lastAttemptAt) }) };
}

function toIso(millis: number): string {
  return new Date(millis).toISOString();
}
