/** The dependencies of auth's operations, in memory, with a clock that tests set. */

import type { EventName } from '../../../lambda/events';
import { eraseAccount } from '../../../lambda/identity/accounts/delete-account';
import { parseEmailAddress } from '../../../lambda/identity/accounts/identifiers/email-address';
import {
  createAttemptGuard,
  type ThrottleLimits,
} from '../../../lambda/identity/authentication/attempt-guard';
import { createMailLimits } from '../../../lambda/identity/email/mail-limits';
import type { DueNotice, Notify } from '../../../lambda/identity/email/notices/notify';
import { requireSecondFactor } from '../../../lambda/identity/factors/proofs/require-second-factor';
import type { RecordAudit } from '../../../lambda/identity/operator/record-audit';
import { createNewPasswordCheck } from '../../../lambda/identity/passwords/check-new-password';
import { NO_PASSWORD } from '../../../lambda/identity/passwords/no-password';
import type { PasswordHasher } from '../../../lambda/identity/passwords/password-hasher';
import { createBreachedPasswordRejection } from '../../../lambda/identity/passwords/reject-breached-password';
import type { Log } from '../../../lambda/shared/log';
import type { AccessTokenClaims } from '../../../lambda/shared/tokens/access-token-claims';
import { createMemoryAccountAdministration } from './memory-account-administration';
import { createMemoryAccountData } from './memory-account-data';
import { createMemoryAccountEmails } from './memory-account-emails';
import { createMemoryAccountEnds } from './memory-account-ends';
import { createMemoryAccountUsernames } from './memory-account-usernames';
import { createMemoryAccounts } from './memory-accounts';
import {
  createMemoryAccountAttempts,
  createMemorySourceRateLimits,
  createMemoryUnknownUsernameAttempts,
} from './memory-attempts';
import { createMemoryEmailAdministration } from './memory-email-administration';
import { createMemoryFactorAdministration } from './memory-factor-administration';
import {
  createFakeFactorCipher,
  createMemoryAccountFactors,
  createMemoryFactorAttempts,
  createMemoryFactorSecrets,
} from './memory-factors';
import { createMemoryIdentifierPointers } from './memory-identifier-pointers';
import { createFakeMailCodes, createMemoryMailQueue } from './memory-mail';
import {
  createMemoryAccountPasskeys,
  createMemoryCeremonies,
  createMemoryPasskeyPartitions,
} from './memory-passkeys';
import {
  createMemoryAccountResets,
  createMemoryOpenResets,
  createMemoryResetChallenges,
} from './memory-resets';
import { createMemorySecondFactorChallenges } from './memory-second-factor-challenges';
import { createMemorySessions } from './memory-sessions';
import { createMemoryTrustedDevices } from './memory-trusted-devices';

/** In seconds. */
export const DAY = 86_400;

/** The source of the tests' requests. */
export const SOURCE = { requestId: 'request-1', ip: '192.0.2.1', userAgent: 'a test' };

/** Returns the nth id of `newId`. */
export function uuid(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

/** A valid password. */
export const PASSWORD = 'correct horse battery';

/** Creates a hasher that counts its work. A hash is the parameters followed by the password. */
export function createFakeHasher(parameters = 'm=1'): PasswordHasher & { readonly work: string[] } {
  const work: string[] = [];
  return {
    work,
    async hash(password) {
      work.push(`hash ${parameters}`);
      return `${parameters}|${password}`;
    },
    async verify(stored, password) {
      const hash = stored === NO_PASSWORD ? undefined : stored;
      work.push(`verify ${hash?.split('|')[0] ?? parameters}`);
      return hash?.split('|')[1] === password;
    },
    async isOutdated(hash) {
      return !hash.startsWith(`${parameters}|`);
    },
  };
}

/** An event as an operation logged it. */
export type LoggedEvent = Readonly<Record<string, unknown>> & { readonly event: EventName };

/** The dependencies of every operation of auth. */
export type FakeDependencies = ReturnType<typeof createFakeDependencies>;

/** Far above the needs of other tests. */
const UNLIMITED: ThrottleLimits = {
  freeSignInFailures: 1_000,
  maxSignInFailures: 1_000,
  failureDecaySeconds: 3 * 86_400,
  maxSignInFailuresPerSource: 1_000,
  maxSignUpsPerSource: 1_000,
};

/** Creates dependencies for every operation. `signed`, `notices`, `logged` and `audited` record their calls. */
export function createFakeDependencies(throttleLimits = UNLIMITED) {
  let ids = 0;
  const clock = { millis: Date.UTC(2026, 0, 2, 3, 4, 5) };
  const signed: AccessTokenClaims[] = [];
  const logged: LoggedEvent[] = [];
  const audited: LoggedEvent[] = [];
  const accounts = createMemoryAccounts(() => clock.millis);
  const log: Log = (event, fields) => {
    logged.push({ event, ...fields });
  };
  const notices: DueNotice[] = [];
  const notify: Notify = (notice, account) => void notices.push({ notice, account });
  const recordAudit: RecordAudit = async (event, fields) => {
    audited.push({ event, ...fields });
  };
  const stores = {
    accounts,
    names: createMemoryIdentifierPointers(),
    emails: createMemoryIdentifierPointers(),
    credentials: createMemoryIdentifierPointers(),
    parseEmailAddress,
    usernames: createMemoryAccountUsernames(accounts),
    accountEmails: createMemoryAccountEmails(accounts),
    accountEnds: createMemoryAccountEnds(accounts),
    resetChallenges: createMemoryResetChallenges(),
    openResets: createMemoryOpenResets(),
    accountResets: createMemoryAccountResets(accounts),
    mailCodes: createFakeMailCodes(),
    mailQueue: createMemoryMailQueue(),
    accountAttempts: createMemoryAccountAttempts(accounts.items),
    accountFactors: createMemoryAccountFactors(accounts),
    challenges: createMemorySecondFactorChallenges(),
    cipher: createFakeFactorCipher(),
    factorAdministration: createMemoryFactorAdministration(accounts.items),
    factorAttempts: createMemoryFactorAttempts(accounts.items),
    factorSecrets: createMemoryFactorSecrets(),
    trustedDevices: createMemoryTrustedDevices(accounts.trusted),
    accountPasskeys: createMemoryAccountPasskeys(accounts),
    ceremonies: createMemoryCeremonies(),
    ...createMemoryPasskeyPartitions(),
    unknownUsernameAttempts: createMemoryUnknownUsernameAttempts(),
    sourceRateLimits: createMemorySourceRateLimits(),
    hashName: async (name: string) => `hash-of-${name.length}-characters`,
    now: () => clock.millis,
    log,
  };
  const sessions = createMemorySessions();
  const passwordPolicy = { minLength: 15, maxLength: 256 };
  return {
    ...stores,
    hasEmail: false,
    maxSignInFailuresPerSource: throttleLimits.maxSignInFailuresPerSource,
    eraseAccount,
    requireSecondFactor: requireSecondFactor(stores),
    guard: createAttemptGuard({ ...stores, limits: throttleLimits }),
    mailLimits: createMailLimits(stores),
    checkNewPassword: createNewPasswordCheck({ passwordPolicy, serviceName: 'latchkey' }),
    rejectBreachedPassword: createBreachedPasswordRejection({ log }),
    clock,
    signed,
    notices,
    notify,
    logged,
    audited,
    recordAudit,
    administration: createMemoryAccountAdministration(accounts.items),
    emailAdministration: createMemoryEmailAdministration(accounts.items),
    sessions,
    sessionStepUps: sessions,
    data: createMemoryAccountData(stores.credentials),
    passwords: createFakeHasher(),
    tokens: {
      issuer: 'https://api.example.com/v1',
      audience: 'latchkey',
      clientId: 'first-party',
      accessTokenSeconds: 3600,
      sessionSeconds: 30 * DAY,
      sessionIdleSeconds: 14 * DAY,
    },
    refreshGraceSeconds: 10,
    reauthenticationSeconds: 600,
    hasFactors: true,
    maxSessionsPerUser: 5,
    sessionsNotBefore: 0,
    signToken: async (claims: AccessTokenClaims) => {
      signed.push(claims);
      return `token-${signed.length}`;
    },
    newId: () => uuid(++ids),
  };
}
