/**
 * The write that commits a sign-in. It applies to the account as it was when its user was authenticated, or
 * not at all.
 */

import { toAttributes } from '../../shared/table/attributes';
import type { Account } from '../accounts/account';
import { toDeviceMap } from '../accounts/account-item';
import type { AccountUpdate } from '../accounts/update-account';
import { sameUsername } from '../accounts/usernames/same-username';
import { type Device, devicesToForget } from '../devices/device';

/** A sign-in of an authenticated user, to commit only if the account has not changed meanwhile. */
export interface SignIn {
  readonly account: Account;
  /** The session to count. */
  readonly sid: string;
  /** A hash that replaces the verified one. @default - the hash stays */
  readonly newPasswordHash?: string | undefined;
  /**
   * Whether that hash is of another password, which replaces a temporary one. The write then raises the
   * security version and marks its revocations as done, since no session starts with a temporary password.
   * @default false
   */
  readonly replacesPassword?: boolean | undefined;
  /** The device that signs in, which is known from now on. */
  readonly device: Device;
  /** Epoch seconds. */
  readonly at: number;
  /** When an account that expires will now expire, in epoch seconds. @default - no account expires any more */
  readonly expiresAt?: number | undefined;
}

/** Creates the write. */
export function toSignInUpdate({
  account,
  sid,
  newPasswordHash,
  replacesPassword = false,
  device,
  at,
  expiresAt,
}: SignIn): AccountUpdate {
  const forgotten = devicesToForget(account.devices, device, at).map(
    (id, place) => [`#old${place}`, id] as const,
  );
  // the session's tokens carry the username
  const unchanged = sameUsername(account);
  const expires = account.expiresAt !== undefined;
  const removed = [
    ...forgotten.map(([name]) => `#devices.${name}`),
    ...(replacesPassword ? ['#until'] : []),
    ...(expires && !expiresAt ? ['expiresAt'] : []),
  ];
  return {
    ConditionExpression:
      '#hash = :hash AND #version = :version AND #state = :active AND #scope = :scope AND ' +
      `#username = :username AND ${unchanged.condition} AND #lastSid <> :sid${expires ? ' AND attribute_exists(expiresAt)' : ''}`,
    UpdateExpression: [
      'SET #hash = :newHash, #lastSid = :sid, #devices.#device = :device',
      // also from a known device: so its owner unlocks unknown devices
      ', #changeFailures = :zero, #failures = :zero',
      ...(replacesPassword ? [', #version = :newVersion, #swept = :newVersion'] : []),
      ...(expires && expiresAt ? [', expiresAt = :expiresAt'] : []),
      ...(removed.length === 0 ? [] : [` REMOVE ${removed.join(', ')}`]),
      ' ADD #sessionCount :one',
    ].join(''),
    ExpressionAttributeNames: {
      '#hash': 'passwordHash',
      '#version': 'securityVersion',
      '#state': 'state',
      '#scope': 'scope',
      '#username': 'username',
      ...unchanged.names,
      '#lastSid': 'lastSid',
      '#sessionCount': 'sessionCount',
      '#devices': 'devices',
      '#device': device.id,
      '#changeFailures': 'changeFailures',
      '#failures': 'failures',
      ...(replacesPassword && {
        '#swept': 'sessionsRevokedThroughVersion',
        '#until': 'passwordTemporaryUntil',
      }),
      ...Object.fromEntries(forgotten),
    },
    ExpressionAttributeValues: toAttributes({
      ':hash': account.passwordHash,
      ':version': account.securityVersion,
      ':active': 'ACTIVE',
      ':scope': account.scopes.join(' '),
      ':username': account.username,
      ...unchanged.values,
      ':newHash': newPasswordHash ?? account.passwordHash,
      ':sid': sid,
      ':one': 1,
      ':device': toDeviceMap(device),
      ':newVersion': replacesPassword ? account.securityVersion + 1 : undefined,
      ':zero': 0,
      ':expiresAt': expires ? expiresAt : undefined,
    }),
  };
}
