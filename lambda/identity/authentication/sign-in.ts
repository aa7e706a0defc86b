/** Signs an account in by its username and password. */
import * as z from 'zod/mini';
import { InvalidCredentialsError } from '../../shared/errors';
import type { RequestSource } from '../../shared/http/client-info';
import { cleanText } from '../../shared/http/text';
import type { Log } from '../../shared/log';
import type { Login } from '../accounts/account';
import type { Logins } from '../accounts/accounts';
import { type DeletionDependencies, eraseAccount } from '../accounts/delete-account';
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
import type { NameHasher } from '../throttling/keyed-hasher';
import type { SourceWindow, SourceWindows } from '../throttling/source-rate-limits';
import type { UnknownNames } from '../throttling/unknown-username-attempts';
import type { AttemptGuard, Target } from './attempt-guard';
import { type BoundSessionsDependencies, boundSessions } from './enforce-session-limit';
import { credentialsBody } from './register';

/** The body of a login. */
export const logInBody = z
  .extend(credentialsBody, { device_token: z.optional(cleanText({ maxLength: 128 })) })
  .register(z.globalRegistry, {
    examples: [{ username: 'ada', password: 'a phrase that passes the rules' }],
  });

/** Looked up for a text that can be nobody's username, so that it costs the same read. */
const NOBODY = '';

/**
 * A login that changes between verification and commit is looked at anew: a parallel login may only have renewed its
 * hash. The bound holds off somebody who changes it all the time.
 */
const MAX_ATTEMPTS = 3;

/** What a login needs. */
export interface LogInDependencies
  extends TokenDependencies,
    Pick<BoundSessionsDependencies, 'maxSessionsPerUser'>,
    Pick<DeletionDependencies, 'data'> {
  readonly logins: Logins;
  readonly sessions: Sessions;
  readonly passwords: PasswordHasher;
  readonly guard: AttemptGuard;
  readonly unknownNames: Pick<UnknownNames, 'find'>;
  readonly sourceWindows: Pick<SourceWindows, 'refund'>;
  readonly hashName: NameHasher;
  /** Verifies the password of a login that has no hash yet. @default - nobody signs in to such a login */
  readonly verifyElsewhere?: VerifyElsewhere | undefined;
  readonly log: Log;
}

/** A login: the credentials, and the request that brought them. */
export interface LogInCommand {
  readonly username: string;
  readonly password: string;
  /** What an earlier login gave this device. @default - an unknown device */
  readonly deviceToken?: string | undefined;
  readonly source: RequestSource;
  /** Whether there is time for another round of calls. */
  readonly hasTime: () => boolean;
}

/** A login whose password was right. */
interface Verified {
  readonly login: Login;
  /** The device that was known, and its token. @default - an unknown device */
  readonly known?: { readonly device: Device; readonly token: DeviceToken } | undefined;
}

/**
 * Makes the operation. An unknown name and a wrong password get the same answer for the same work: the same calls, the same
 * hashes. Every attempt is counted before the password is looked at. The owner's own login to an account whose deletion was
 * interrupted goes on with the deletion.
 * @throws InvalidCredentialsError, TooManyAttemptsError
 */
export function logIn(deps: LogInDependencies): (command: LogInCommand) => Promise<SignInResponse> {
  const {
    logins,
    sessions,
    passwords,
    guard,
    unknownNames,
    sourceWindows,
    hashName,
    verifyElsewhere,
    now,
    log,
  } = deps;

  async function refuse({ username, source }: LogInCommand, login?: Login): Promise<never> {
    log('WARN', {
      event: 'login_failed',
      sub: login?.sub,
      usernameHash: await hashName(normaliseUsername(username)),
      sourceIp: source.ip,
      requestId: source.requestId,
    });
    throw new InvalidCredentialsError('The username or the password is wrong');
  }

  /** A login without a hash costs the same work as others before another system is asked. */
  async function isRight(login: Login | undefined, { password, source }: LogInCommand): Promise<boolean> {
    if (await passwords.verify(login?.passwordHash, password)) return true;
    if (!verifyElsewhere || login?.passwordHash !== COGNITO_HASH) return false;
    return verifyElsewhere({ username: login.username, password, requestId: source.requestId });
  }

  /** Counts the attempt, then judges the password. */
  async function verify(command: LogInCommand): Promise<Verified> {
    const { username, source } = command;
    const nameHash = await hashName(normaliseUsername(username));
    // both are read for every name, so that known and unknown ones cost the same calls
    const [login, unknown] = await Promise.all([
      logins.find(parseUsername(username)?.normalised ?? NOBODY),
      unknownNames.find(nameHash),
    ]);
    const token = command.deviceToken === undefined ? undefined : parseDeviceToken(command.deviceToken);
    const found = findDevice(login?.devices ?? [], token, Math.floor(now() / 1000));
    // a known device has attempts of its own: nobody else's failures hold it off. When they are used up it is a stranger's
    const device = found && guard.isUsedUp(found) ? undefined : found;
    const window = device ? undefined : await guard.reserveSource('log-in', source);
    await guard.reserveAttempt(toTarget(login, device, { nameHash, seen: unknown }), source);

    const matches = await isRight(login, command);
    if (!login || !matches) return refuse(command, login);
    if (login.state === 'DELETING') {
      await eraseAccount(deps, { login, source, hasTime: command.hasTime });
      return refuse(command, login);
    }
    // now: what may fail from here on is not the user's fault
    if (window) await giveBack(window, source);
    return { login, ...(device && token && { known: { device, token } }) };
  }

  /** Returns undefined when the login changed while the password was being verified. */
  async function attempt(command: LogInCommand): Promise<SignInResponse | undefined> {
    const { password, source } = command;
    const { login, known } = await verify(command);
    if (login.sweptVersion < login.passwordVersion) {
      // a change of the password was interrupted before it had ended the other sessions
      if (login.passwordSid !== undefined) {
        const changing = { sub: login.sub, sid: login.passwordSid };
        await sessions.adoptPasswordVersion(changing, login.passwordVersion);
      }
      await sessions.deleteOutdated(login.sub, login.passwordVersion);
      await logins.markSwept(login, login.passwordVersion);
    }
    const outdated = await passwords.isOutdated(login.passwordHash);
    const newPasswordHash = outdated ? await passwords.hash(password) : undefined;
    const { session, refreshToken } = beginSession(deps, login, source);
    const { sub, sid } = session;
    const issued = await issueAccessToken(deps, session);
    const deviceToken = known?.token ?? createDeviceToken();
    const at = Math.floor(now() / 1000);

    // the session first: no session begins for a login that has changed, and none that is committed is missing
    await sessions.put(session);
    const signIn = {
      login,
      sid,
      newPasswordHash,
      device: toDevice(deviceToken, at),
      byDevice: known !== undefined,
      at,
    };
    const counted = await logins.commitSignIn(signIn);
    if (counted === undefined) {
      await sessions.delete(session);
      return undefined;
    }
    await boundSessions(deps, { login, sid, counted });
    log('INFO', { event: 'login_succeeded', sub, sid, sourceIp: source.ip, requestId: source.requestId });
    return { ...toTokenResponse(issued, refreshToken), device_token: formatDeviceToken(deviceToken) };
  }

  /** The password was right, so the attempt was none at guessing. A count that stays too high harms less than a failed login. */
  async function giveBack(window: SourceWindow, { requestId }: RequestSource): Promise<void> {
    try {
      await sourceWindows.refund(window);
    } catch {
      log('WARN', { event: 'attempt_not_refunded', requestId });
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
function toTarget(
  login: Login | undefined,
  device: Device | undefined,
  unknown: { readonly nameHash: string; readonly seen: Attempts },
): Target {
  if (!login) return unknown;
  const { nameHash } = unknown;
  if (device) return { login, nameHash, budget: { device: device.id }, seen: device };
  return { login, nameHash, budget: 'sign-in', seen: login.attempts };
}
