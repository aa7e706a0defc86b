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
import type { AcceptedProof, ProofWrite } from '../factors/factor-proof';
import type { AppliedReset } from '../factors/proofs/factors-reset';

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
  /**
   * The device that signs in, which is known from now on.
   * @default - the session takes over the authentication of another one: no device signs in, no failures are cleared, the
   * second factor stays as it was read, and an account that expires does so as before
   */
  readonly device?: Device | undefined;
  /** Epoch seconds. */
  readonly at: number;
  /** When an account that expires will now expire, in epoch seconds. @default - no account expires any more */
  readonly expiresAt?: number | undefined;
  /**
   * The proof of a second factor, which this write accepts, or the reset of the factors, which it applies. Without
   * either, the write requires that the second factor of the account is off.
   * @default - neither
   */
  readonly secondFactor?: AcceptedProof | AppliedReset | undefined;
}

/** The parts of the write without a second factor. */
const withoutFactor: Partial<ProofWrite> & Pick<ProofWrite, 'condition'> = {
  condition: 'attribute_not_exists(#since)',
  names: { '#since': 'secondFactorSince' },
};

/** The parts of the write of a session that takes over the authentication of another one. */
function sameFactor({ secondFactorSince }: Account): Partial<ProofWrite> & Pick<ProofWrite, 'condition'> {
  if (secondFactorSince === undefined) return withoutFactor;
  return {
    ...withoutFactor,
    condition: '#since = :since',
    values: toAttributes({ ':since': secondFactorSince }),
  };
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
  secondFactor,
}: SignIn): AccountUpdate {
  const factor = secondFactor?.write ?? (device ? withoutFactor : sameFactor(account));
  const forgotten = (device ? devicesToForget(account.devices, device, at) : []).map(
    (id, place) => [`#old${place}`, id] as const,
  );
  // the session's tokens carry the username
  const unchanged = sameUsername(account);
  const expires = account.expiresAt !== undefined;
  const removed = [
    ...forgotten.map(([name]) => `#devices.${name}`),
    ...(replacesPassword ? ['#until'] : []),
    ...(device && expires && !expiresAt ? ['expiresAt'] : []),
    ...(factor.remove ? [factor.remove] : []),
  ];
  return {
    ConditionExpression:
      '#hash = :hash AND #version = :version AND #state = :active AND #scope = :scope AND ' +
      `#username = :username AND ${unchanged.condition} AND #lastSid <> :sid AND ${factor.condition}${expires ? ' AND attribute_exists(expiresAt)' : ''}`,
    UpdateExpression: [
      'SET #hash = :newHash, #lastSid = :sid',
      // also from a known device: so its owner unlocks unknown devices
      ...(device ? [', #devices.#device = :device, #changeFailures = :zero, #failures = :zero'] : []),
      ...(replacesPassword ? [', #version = :newVersion, #swept = :newVersion'] : []),
      ...(device && expires && expiresAt ? [', expiresAt = :expiresAt'] : []),
      ...(factor.set ? [`, ${factor.set}`] : []),
      ...(removed.length === 0 ? [] : [` REMOVE ${removed.join(', ')}`]),
      ' ADD #sessionCount :one',
      ...(factor.delete ? [` DELETE ${factor.delete}`] : []),
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
      ...(device && {
        '#devices': 'devices',
        '#device': device.id,
        '#changeFailures': 'changeFailures',
        '#failures': 'failures',
      }),
      ...(replacesPassword && {
        '#swept': 'sessionsRevokedThroughVersion',
        '#until': 'passwordTemporaryUntil',
      }),
      ...Object.fromEntries(forgotten),
      ...factor.names,
    },
    ExpressionAttributeValues: {
      ...toAttributes({
        ':hash': account.passwordHash,
        ':version': account.securityVersion,
        ':active': 'ACTIVE',
        ':scope': account.scopes.join(' '),
        ':username': account.username,
        ...unchanged.values,
        ':newHash': newPasswordHash ?? account.passwordHash,
        ':sid': sid,
        ':one': 1,
        ':device': device && toDeviceMap(device),
        ':newVersion': replacesPassword ? account.securityVersion + 1 : undefined,
        ':zero': device && 0,
        ':expiresAt': device && expires ? expiresAt : undefined,
      }),
      ...factor.values,
    },
  };
}
