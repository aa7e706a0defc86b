/** Authenticates a user by username or e-mail address, and password. */
import type { Log } from '../../shared/log';
import type { Account } from '../accounts/account';
import type { Accounts } from '../accounts/accounts';
import type { DeletionDependencies, EraseAccount } from '../accounts/delete-account';
import { findByTypedName, normaliseTypedName } from '../accounts/identifiers/find-by-typed-name';
import type { IdentifierPointers } from '../accounts/identifiers/identifier-pointers';
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

/** The dependencies of the authenticator. */
export interface PasswordAuthenticatorDependencies
  extends RefusalDependencies,
    TemporaryPasswordDependencies,
    Pick<DeletionDependencies, 'data' | 'tokens' | 'now'> {
  readonly accounts: Pick<Accounts, 'find' | 'markDeleting' | 'delete'>;
  readonly names: Pick<IdentifierPointers, 'find' | 'confirm' | 'release'>;
  /** The pointers of e-mail addresses. @default - the stage has no e-mail */
  readonly emails?: Pick<IdentifierPointers, 'find' | 'confirm' | 'release'> | undefined;
  readonly sessions: DeletionDependencies['sessions'];
  /** Called only for an account whose deletion was interrupted, so that it can be loaded on demand. */
  readonly eraseAccount: EraseAccount;
  readonly passwords: PasswordHasher;
  readonly guard: AttemptGuard;
  readonly unknownUsernameAttempts: Pick<UnknownUsernameAttempts, 'find'>;
  /** Verifies the password of an account that has no hash yet. @default - such an account cannot sign in */
  readonly verifyElsewhere?: VerifyElsewhere | undefined;
  readonly log: Log;
}

/** A username or address and a password as the user typed them, and the request that carries them. */
export interface PasswordCommand extends ReplacementCommand {
  /** The device token from an earlier sign-in on this device. @default - an unknown device */
  readonly deviceToken?: string | undefined;
  /** The token of a trusted device. Only an account with a second factor has a use for it. @default - none */
  readonly trustedDeviceToken?: string | undefined;
  /** Whether there is time for another round of calls. */
  readonly hasTime: () => boolean;
}

/**
 * Creates the authenticator. An unknown name or address and a wrong password get the same response after the same calls
 * and hashes. A disabled account and an expired temporary password do, too. Every attempt is counted before
 * its password is verified.
 *
 * When an account's deletion was interrupted, the owner's correct password continues the deletion.
 *
 * @throws InvalidCredentialsError, TooManyAttemptsError, PasswordChangeRequiredError
 * @throws ValidationError when the new password breaks a rule or the account needs none
 */
export function authenticateByPassword(
  deps: PasswordAuthenticatorDependencies,
): (command: PasswordCommand) => Promise<Authenticated> {
  const { passwords, guard, hashName, verifyElsewhere, now } = deps;
  const refuse = createSignInRefusal(deps);
  const replacement = createTemporaryPasswordReplacement(deps);

  /**
   * Whether the password is correct. An account without a hash causes the same work as others before another
   * system is asked.
   */
  async function isRight(
    account: Account | undefined,
    { password, source }: PasswordCommand,
  ): Promise<boolean> {
    if (await passwords.verify(account?.passwordHash, password)) {
      return account !== undefined && !isTemporaryPasswordExpired(account, now());
    }
    if (!verifyElsewhere || account?.passwordHash !== COGNITO_HASH) return false;
    // Cognito is not asked for a disabled account, just as for an unknown username
    if (account.state === 'DISABLED') return false;
    return verifyElsewhere({ account, password, requestId: source.requestId });
  }

  return async (command) => {
    const { username, password, source } = command;
    await replacement.check(command);
    const nameHash = await hashName(normaliseTypedName(deps, username));
    // all are read for every name, so that known and unknown names cause the same calls
    const [named, unknown] = await Promise.all([
      findByTypedName(deps, username),
      deps.unknownUsernameAttempts.find(nameHash),
    ]);
    const account = named?.account;
    const token = command.deviceToken === undefined ? undefined : parseDeviceToken(command.deviceToken);
    const found = findDevice(account?.devices ?? [], token, Math.floor(now() / 1000));
    // a known device has its own attempts, so other clients' failures do not block it. When they are used up,
    // it counts as unknown
    const device = found && guard.isUsedUp(found) ? undefined : found;
    const claim = device ? undefined : await guard.reserveSource('sign-in', source);
    await guard.reserveAttempt(toAttemptLimit(account, device, { nameHash, seen: unknown }), source);

    const matches = await isRight(account, command);
    if (!named || !account || !matches) return refuse(command, account);
    if (account.state === 'DELETING') {
      await deps.eraseAccount(deps, { account, by: 'owner', source, hasTime: command.hasTime });
    }
    if (account.state !== 'ACTIVE') return refuse(command, account);
    // refund the source here: later failures are not the user's fault
    if (claim) await guard.refundSource(claim, source);
    // a sign-up or a verification was interrupted before it confirmed the identifier, and another account may
    // have taken it since
    if (named.pointer.state === 'RESERVED' && !(await named.pointers.confirm(named.pointer))) {
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

/** Returns what an attempt counts against: the device, the account, or the unknown username. */
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
