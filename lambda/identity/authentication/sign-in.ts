/** Signs an account in by its username and password. */
import * as z from 'zod/mini';
import { InvalidCredentialsError } from '../../shared/errors';
import type { ClientInfo } from '../../shared/http/client-info';
import { cleanText } from '../../shared/http/text';
import type { Log } from '../../shared/log';
import type { Account } from '../accounts/account';
import type { Accounts } from '../accounts/accounts';
import { type DeletionDependencies, eraseAccount } from '../accounts/delete-account';
import { findByName } from '../accounts/identifiers/find-by-name';
import type { NamePointer, NamePointers } from '../accounts/identifiers/name-pointers';
import { normaliseUsername, parseUsername } from '../accounts/username';
import {
  createDeviceToken,
  type Device,
  type DeviceToken,
  findDevice,
  formatDeviceToken,
  parseDeviceToken,
  toDevice,
} from '../devices/device';
import { COGNITO_HASH, type VerifyElsewhere } from '../passwords/migration-hook';
import type { PasswordHasher } from '../passwords/password-hasher';
import type { Sessions } from '../sessions/sessions';
import {
  beginSession,
  issueAccessToken,
  type SignInResponse,
  type TokenDependencies,
  toTokenResponse,
} from '../sessions/token-response';
import type { Attempts } from '../throttling/backoff';
import type { KeyedHasher } from '../throttling/keyed-hasher';
import type { SourceRateLimits, SourceWindow } from '../throttling/source-rate-limits';
import type { UnknownUsernameAttempts } from '../throttling/unknown-username-attempts';
import type { AttemptGuard, AttemptLimit } from './attempt-guard';
import { enforceSessionLimit, type SessionLimitDependencies } from './enforce-session-limit';
import { credentialsBody } from './register';

/** The body of a sign-in. */
export const signInBody = z
  .extend(credentialsBody, { device_token: z.optional(cleanText({ maxLength: 128 })) })
  .register(z.globalRegistry, {
    examples: [{ username: 'ada', password: 'a phrase that passes the rules' }],
  });

/** Looked up for a text that cannot be a username, so that it costs the same reads. */
const NO_NAME = '';

/**
 * A sign-in that changes between verification and commit is looked at anew: a parallel sign-in may only have renewed its
 * hash. The bound holds off somebody who changes it all the time.
 */
const MAX_ATTEMPTS = 3;

/** What a sign-in needs. */
export interface SignInDependencies
  extends TokenDependencies,
    Pick<SessionLimitDependencies, 'maxSessionsPerUser'>,
    Pick<DeletionDependencies, 'data'> {
  readonly accounts: Accounts;
  readonly names: Pick<NamePointers, 'find' | 'confirm' | 'release'>;
  readonly sessions: Sessions;
  readonly passwords: PasswordHasher;
  readonly guard: AttemptGuard;
  readonly unknownUsernameAttempts: Pick<UnknownUsernameAttempts, 'find'>;
  readonly sourceRateLimits: Pick<SourceRateLimits, 'refund'>;
  readonly hashName: KeyedHasher;
  /** Verifies the password of a sign-in that has no hash yet. @default - nobody signs in to such a sign-in */
  readonly verifyElsewhere?: VerifyElsewhere | undefined;
  readonly log: Log;
}

/** A sign-in: the credentials, and the request that brought them. */
export interface SignInCommand {
  readonly username: string;
  readonly password: string;
  /** What an earlier sign-in gave this device. @default - an unknown device */
  readonly deviceToken?: string | undefined;
  readonly source: ClientInfo;
  /** Whether there is time for another round of calls. */
  readonly hasTime: () => boolean;
}

/** A sign-in whose password was right. */
interface Verified {
  readonly account: Account;
  readonly pointer: NamePointer;
  /** The device that was known, and its token. @default - an unknown device */
  readonly known?: { readonly device: Device; readonly token: DeviceToken } | undefined;
}

/**
 * Makes the operation. An unknown name and a wrong password get the same answer for the same work: the same calls, the same
 * hashes. Every attempt is counted before the password is looked at. The owner's own sign-in to an account whose deletion was
 * interrupted goes on with the deletion.
 * @throws InvalidCredentialsError, TooManyAttemptsError
 */
export function signIn(deps: SignInDependencies): (command: SignInCommand) => Promise<SignInResponse> {
  const {
    accounts,
    names,
    sessions,
    passwords,
    guard,
    unknownUsernameAttempts,
    sourceRateLimits,
    hashName,
    verifyElsewhere,
    now,
    log,
  } = deps;

  async function refuse({ username, source }: SignInCommand, account?: Account): Promise<never> {
    log('sign_in_failed', {
      sub: account?.sub,
      usernameHash: await hashName(normaliseUsername(username)),
      sourceIp: source.ip,
      requestId: source.requestId,
    });
    throw new InvalidCredentialsError('The username or the password is wrong');
  }

  /** A sign-in without a hash costs the same work as others before another system is asked. */
  async function isRight(
    account: Account | undefined,
    { password, source }: SignInCommand,
  ): Promise<boolean> {
    if (await passwords.verify(account?.passwordHash, password)) return true;
    if (!verifyElsewhere || account?.passwordHash !== COGNITO_HASH) return false;
    return verifyElsewhere({ username: account.username, password, requestId: source.requestId });
  }

  /** Counts the attempt, then judges the password. */
  async function verify(command: SignInCommand): Promise<Verified> {
    const { username, source } = command;
    const nameHash = await hashName(normaliseUsername(username));
    // both are read for every name, so that known and unknown ones cost the same calls
    const [named, unknown] = await Promise.all([
      findByName(deps, parseUsername(username)?.normalised ?? NO_NAME),
      unknownUsernameAttempts.find(nameHash),
    ]);
    const account = named?.account;
    const token = command.deviceToken === undefined ? undefined : parseDeviceToken(command.deviceToken);
    const found = findDevice(account?.devices ?? [], token, Math.floor(now() / 1000));
    // a known device has attempts of its own: nobody else's failures hold it off. When they are used up it is a stranger's
    const device = found && guard.isUsedUp(found) ? undefined : found;
    const window = device ? undefined : await guard.reserveSource('sign-in', source);
    await guard.reserveAttempt(toAttemptLimit(account, device, { nameHash, seen: unknown }), source);

    const matches = await isRight(account, command);
    if (!named || !account || !matches) return refuse(command, account);
    if (account.state === 'DELETING') {
      await eraseAccount(deps, { account, source, hasTime: command.hasTime });
      return refuse(command, account);
    }
    // now: what may fail from here on is not the user's fault
    if (window) await giveBack(window, source);
    return { ...named, ...(device && token && { known: { device, token } }) };
  }

  /** Returns undefined when the sign-in changed while the password was being verified. */
  async function attempt(command: SignInCommand): Promise<SignInResponse | undefined> {
    const { password, source } = command;
    const { account, pointer, known } = await verify(command);
    // a registration was interrupted before it had confirmed the name, which another account may have taken over since
    if (pointer.state === 'RESERVED' && !(await names.confirm(pointer))) return undefined;
    if (account.sessionsRevokedThroughVersion < account.passwordVersion) {
      // a change of the password was interrupted before it had ended the other sessions
      if (account.passwordSid !== undefined) {
        const changing = { sub: account.sub, sid: account.passwordSid };
        await sessions.adoptPasswordVersion(changing, account.passwordVersion);
      }
      await sessions.deleteOutdated(account.sub, account.passwordVersion);
      await accounts.markSessionsRevoked(account, account.passwordVersion);
    }
    const outdated = await passwords.isOutdated(account.passwordHash);
    const newPasswordHash = outdated ? await passwords.hash(password) : undefined;
    const { session, refreshToken } = beginSession(deps, account, source);
    const { sub, sid } = session;
    const issued = await issueAccessToken(deps, session);
    const deviceToken = known?.token ?? createDeviceToken();
    const at = Math.floor(now() / 1000);

    // the session first: no session begins for a sign-in that has changed, and none that is committed is missing
    await sessions.put(session);
    const signIn = {
      account,
      sid,
      newPasswordHash,
      device: toDevice(deviceToken, at),
      byDevice: known !== undefined,
      at,
    };
    const counted = await accounts.commitSignIn(signIn);
    if (counted === undefined) {
      await sessions.delete(session);
      return undefined;
    }
    await enforceSessionLimit(deps, { account, sid, counted });
    log('signed_in', { sub, sid, sourceIp: source.ip, requestId: source.requestId });
    return { ...toTokenResponse(issued, refreshToken), device_token: formatDeviceToken(deviceToken) };
  }

  /** The password was right, so the attempt was none at guessing. A count that stays too high harms less than a failed sign-in. */
  async function giveBack(window: SourceWindow, { requestId }: ClientInfo): Promise<void> {
    try {
      await sourceRateLimits.refund(window);
    } catch {
      log('attempt_not_refunded', { requestId });
    }
  }

  return async (command) => {
    for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
      const answer = await attempt(command);
      if (answer) return answer;
    }
    return refuse(command);
  };
}

/** What an attempt counts against: the device, the account, or the name that nobody has. */
function toAttemptLimit(
  account: Account | undefined,
  device: Device | undefined,
  unknown: { readonly nameHash: string; readonly seen: Attempts },
): AttemptLimit {
  if (!account) return unknown;
  const { nameHash } = unknown;
  if (device) return { account, nameHash, scope: { device: device.id }, seen: device };
  return { account, nameHash, scope: 'sign-in', seen: account.attempts };
}
