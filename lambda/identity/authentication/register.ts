/** Registers an account and signs it in. */
import * as z from 'zod/mini';
import { ValidationError } from '../../shared/errors';
import type { ClientInfo } from '../../shared/http/client-info';
import { cleanText } from '../../shared/http/text';
import type { Log } from '../../shared/log';
import type { Account } from '../accounts/account';
import { type CreateAccountDependencies, createAccount } from '../accounts/create-account';
import { type Profile, toProfile } from '../accounts/get-profile';
import { parseUsername, usernameFault } from '../accounts/username';
import { createDeviceToken, formatDeviceToken, toDevice } from '../devices/device';
import type { CheckNewPassword } from '../passwords/check-new-password';
import type { PasswordHasher } from '../passwords/password-hasher';
import type { RejectBreachedPassword } from '../passwords/reject-breached-password';
import type { Sessions } from '../sessions/sessions';
import {
  beginSession,
  issueAccessToken,
  type SignInResponse,
  type TokenDependencies,
  toTokenResponse,
} from '../sessions/token-response';
import { noAttempts } from '../throttling/backoff';
import type { AttemptGuard } from './attempt-guard';

/** Far beyond what the rules allow: they speak of the normalised texts, and speak more clearly. */
export const MAX_RAW_LENGTH = 1024;

/** Where the password stands in the body: a JSON Pointer in its URI fragment form. */
const PASSWORD = '#/password';

/** The body of a registration, and of a sign-in. */
export const credentialsBody = z
  .strictObject({
    username: cleanText({ maxLength: MAX_RAW_LENGTH }),
    password: cleanText({ maxLength: MAX_RAW_LENGTH }),
  })
  .register(z.globalRegistry, {
    examples: [{ username: 'ada', password: 'a phrase that passes the rules' }],
  });

/** A name and a password, as typed. */
export type Credentials = z.output<typeof credentialsBody>;

/** What a registration needs. */
export interface RegisterDependencies extends TokenDependencies, CreateAccountDependencies {
  readonly sessions: Sessions;
  readonly passwords: PasswordHasher;
  readonly checkNewPassword: CheckNewPassword;
  readonly rejectBreachedPassword: RejectBreachedPassword;
  readonly guard: Pick<AttemptGuard, 'reserveSource'>;
  readonly log: Log;
}

/** A registration: the credentials, and where they came from. */
export interface RegisterCommand extends Credentials {
  readonly source: ClientInfo;
}

/** A new account with its first token. */
export interface Registration extends SignInResponse {
  readonly user: Pick<Profile, 'id' | 'username' | 'createdAt'>;
}

/**
 * Makes the operation.
 * @throws ValidationError naming every rule that is broken, TooManyAttemptsError, UsernameTakenError
 */
export function register(deps: RegisterDependencies): (command: RegisterCommand) => Promise<Registration> {
  const { sessions, passwords, checkNewPassword, rejectBreachedPassword, guard, now, newId, log } = deps;
  const create = createAccount(deps);
  return async ({ username, password, source }) => {
    const name = parseUsername(username);
    const faults = await checkNewPassword(password, { username, pointer: PASSWORD });
    if (!name) throw new ValidationError([usernameFault, ...faults]);
    if (faults.length > 0) throw new ValidationError(faults);

    await guard.reserveSource('sign-up', source);
    await rejectBreachedPassword(password, PASSWORD);
    const createdAt = now();
    const deviceToken = createDeviceToken();
    const details = {
      name: name.normalised,
      sub: newId(),
      username: name.shown,
      passwordHash: await passwords.hash(password),
      passwordVersion: 1,
      sessionsRevokedThroughVersion: 1,
      state: 'ACTIVE',
      scopes: [],
      createdAt,
      sessionCount: 1,
      attempts: noAttempts,
      changeAttempts: noAttempts,
      devices: [toDevice(deviceToken, Math.floor(createdAt / 1000))],
    } as const;
    const { session, refreshToken } = beginSession(deps, details, source);
    const account: Account = { ...details, lastSid: session.sid };
    // before anything is written: a failure to sign leaves no account whose owner was told of an error
    const issued = await issueAccessToken(deps, session);
    // the session first: whatever may end it from the moment on at which the account is there finds it
    await sessions.put(session);
    try {
      await create(account);
    } catch (error) {
      await sessions.delete(session);
      throw error;
    }
    const { sub, sid } = session;
    log('account_registered', { sub, sid, sourceIp: source.ip, requestId: source.requestId });
    const { scopes: _none, ...user } = toProfile(account);
    return {
      ...toTokenResponse(issued, refreshToken),
      device_token: formatDeviceToken(deviceToken),
      user,
    };
  };
}
