/** Authenticates a user by username and password. */
import type { Log } from '../../shared/log';
import type { Account } from '../accounts/account';
import type { Accounts } from '../accounts/accounts';
import { type DeletionDependencies, eraseAccount } from '../accounts/delete-account';
import { findByName } from '../accounts/identifiers/find-by-name';
import type { NamePointers } from '../accounts/identifiers/name-pointers';
import { normaliseUsername, parseUsername } from '../accounts/username';
import { type Device, findDevice, parseDeviceToken } from '../devices/device';
import { COGNITO_HASH, type VerifyElsewhere } from '../passwords/migration-hook';
import type { PasswordHasher } from '../passwords/password-hasher';
import { isTemporaryPasswordExpired } from '../passwords/temporary-password';
import type { Attempts } from '../throttling/backoff';
import type { UnknownUsernameAttempts } from '../throttling/unknown-username-attempts';
import type { AttemptGuard, AttemptLimit } from './attempt-guard';
import type { Authenticated } from './authenticated';
import { createSignInRefusal, type RefusalDependencies } from './refuse-sign-in';
import {
  createTemporaryPasswordReplacement,
  type ReplacementCommand,
  type TemporaryPasswordDependencies,
} from './replace-temporary-password';

/** Looked up for a text that cannot be a username, so that it costs the same reads. */
const NO_NAME = '';

/** What the authenticator needs. */
export interface PasswordAuthenticatorDependencies
  extends RefusalDependencies,
    TemporaryPasswordDependencies,
    Pick<DeletionDependencies, 'data' | 'tokens' | 'now'> {
  readonly accounts: Pick<Accounts, 'find' | 'markDeleting' | 'delete'>;
  readonly names: Pick<NamePointers, 'find' | 'confirm' | 'release'>;
  readonly sessions: DeletionDependencies['sessions'];
  readonly passwords: PasswordHasher;
  readonly guard: AttemptGuard;
  readonly unknownUsernameAttempts: Pick<UnknownUsernameAttempts, 'find'>;
  /** Verifies the password of an account that has no hash yet. @default - such an account cannot sign in */
  readonly verifyElsewhere?: VerifyElsewhere | undefined;
  readonly log: Log;
}

/** A username and a password as they were typed, and the request that brought them. */
export interface PasswordCommand extends ReplacementCommand {
  /** What an earlier sign-in gave this device. @default - an unknown device */
  readonly deviceToken?: string | undefined;
  /** Whether there is time for another round of calls. */
  readonly hasTime: () => boolean;
}

/**
 * Makes the authenticator. An unknown name and a wrong password get the same answer for the same work: the same calls, the same
 * hashes; so do a disabled account and a temporary password that has expired. Every attempt is counted before the password is
 * looked at. The owner's own sign-in to an account whose deletion was interrupted goes on with the deletion.
 * @throws InvalidCredentialsError, TooManyAttemptsError, PasswordChangeRequiredError, ValidationError when the new password breaks a
 *   rule or is not asked for
 */
export function authenticateByPassword(
  deps: PasswordAuthenticatorDependencies,
): (command: PasswordCommand) => Promise<Authenticated> {
  const { names, passwords, guard, hashName, verifyElsewhere, now } = deps;
  const refuse = createSignInRefusal(deps);
  const replacement = createTemporaryPasswordReplacement(deps);

  /** An account without a hash costs the same work as others before another system is asked. */
  async function isRight(
    account: Account | undefined,
    { password, source }: PasswordCommand,
  ): Promise<boolean> {
    if (await passwords.verify(account?.passwordHash, password)) {
      return account !== undefined && !isTemporaryPasswordExpired(account, now());
    }
    if (!verifyElsewhere || account?.passwordHash !== COGNITO_HASH) return false;
    // Cognito is not asked for a disabled account, as it is not for a name that no account has
    if (account.state === 'DISABLED') return false;
    return verifyElsewhere({ username: account.username, password, requestId: source.requestId });
  }

  return async (command) => {
    const { username, password, source } = command;
    await replacement.check(command);
    const nameHash = await hashName(normaliseUsername(username));
    // all are read for every name, so that known and unknown ones cost the same calls
    const [named, unknown] = await Promise.all([
      findByName(deps, parseUsername(username)?.normalised ?? NO_NAME),
      deps.unknownUsernameAttempts.find(nameHash),
    ]);
    const account = named?.account;
    const token = command.deviceToken === undefined ? undefined : parseDeviceToken(command.deviceToken);
    const found = findDevice(account?.devices ?? [], token, Math.floor(now() / 1000));
    // a known device has attempts of its own: others' failures do not hold it off. When they are used up it is a stranger's
    const device = found && guard.isUsedUp(found) ? undefined : found;
    const claim = device ? undefined : await guard.reserveSource('sign-in', source);
    await guard.reserveAttempt(toAttemptLimit(account, device, { nameHash, seen: unknown }), source);

    const matches = await isRight(account, command);
    if (!named || !account || !matches) return refuse(command, account);
    if (account.state === 'DELETING') {
      await eraseAccount(deps, { account, by: 'owner', source, hasTime: command.hasTime });
    }
    if (account.state !== 'ACTIVE') return refuse(command, account);
    // now: what may fail from here on is not the user's fault
    if (claim) await guard.refundSource(claim, source);
    // a registration was interrupted before it had confirmed the name, which another account may have taken over since
    if (named.pointer.state === 'RESERVED' && !(await names.confirm(named.pointer))) {
      return refuse(command, account);
    }
    const proved = { account, amr: ['pwd'], ...(device && token && { device: { device, token } }) };
    const scope = device ? { device: device.id } : 'sign-in';
    const replacementHash = await replacement.hash(command, { account, scope });
    if (replacementHash !== undefined) {
      return { ...proved, newPasswordHash: replacementHash, replacesPassword: true };
    }
    const isOutdated = await passwords.isOutdated(account.passwordHash, password);
    return {
      ...proved,
      ...(isOutdated && { newPasswordHash: await passwords.hash(password) }),
    };
  };
}

/** What an attempt counts against: the device, the account, or the name that no account has. */
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
