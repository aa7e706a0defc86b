/** Converts accounts to items of the table, and back. */
import { InternalError } from '../../shared/errors';
import { type Attributes, readNumber, toAttributes, type Value } from '../../shared/table/attributes';
import { keyPrefixes } from '../../shared/table/key-prefixes';
import { assertReadable, SCHEMA_VERSION } from '../../shared/table/schema-version';
import type { Device } from '../devices/device';
import { EMAIL_MAPS, readEmails } from '../email/account-email';
import { FACTOR_ATTRIBUTES, readFactors } from '../factors/account-factor';
import { readPasskeys } from '../passkeys/account-passkey';
import { toAttempts } from '../throttling/attempt-update';
import { type Account, type AccountState, accountStates } from './account';
import type { UsernameChanges } from './usernames/username-changes';

/** The subject of errors about missing attributes. */
const OWNER = 'An account';

/** The attributes that are read of an account. */
export const ACCOUNT_ATTRIBUTES = [
  'name',
  'username',
  'usernameChanges',
  ...EMAIL_MAPS,
  ...FACTOR_ATTRIBUTES,
  'passkeys',
  'passwordHash',
  'securityVersion',
  'keptSid',
  'keptFromVersion',
  'passwordTemporaryUntil',
  'sessionsRevokedThroughVersion',
  'state',
  'scope',
  'createdAt',
  'expiresAt',
  'lastSid',
  'sessionCount',
  'failures',
  'lastAttemptAt',
  'changeFailures',
  'changeAttemptAt',
  'devices',
  'v',
] as const;

/** Returns the key of an account's item. */
export function accountKey(sub: string) {
  return toAttributes({ pk: keyPrefixes.account + sub, sk: 'ACCOUNT' });
}

/** Converts a new account to an item. Only an imported account has a second factor from the start. */
export function toAccountItem(account: Account): Attributes {
  const { usernameChanges, kept, devices } = account;
  return {
    ...accountKey(account.sub),
    ...toAttributes({
      v: SCHEMA_VERSION,
      name: account.name,
      username: account.username,
      usernameChanges: usernameChanges && toUsernameChangesMap(usernameChanges),
      ...Object.fromEntries(EMAIL_MAPS.map((map) => [map, account[map] && { ...account[map] }])),
      passwordHash: account.passwordHash,
      securityVersion: account.securityVersion,
      factors: account.factors as Value | undefined,
      secondFactorSince: account.secondFactorSince,
      passkeys: account.passkeys as Value | undefined,
      keptSid: kept?.sid,
      keptFromVersion: kept?.fromVersion,
      passwordTemporaryUntil: account.passwordTemporaryUntil,
      sessionsRevokedThroughVersion: account.sessionsRevokedThroughVersion,
      state: account.state,
      // one string as in a token (RFC 6749 section 3.3), so that a condition can compare it
      scope: account.scopes.join(' '),
      createdAt: account.createdAt,
      expiresAt: account.expiresAt,
      lastSid: account.lastSid,
      sessionCount: account.sessionCount,
      failures: account.attempts.failures,
      lastAttemptAt: account.attempts.lastAttemptAt,
      changeFailures: account.changeAttempts.failures,
      changeAttemptAt: account.changeAttempts.lastAttemptAt,
      devices: Object.fromEntries(devices.map((device) => [device.id, toDeviceMap(device)])),
    }),
  };
}

/**
 * Converts an item to an account.
 * @throws InternalError when attributes are missing, or a newer release wrote the item
 */
export function toAccount(sub: string, item: Attributes): Account {
  assertReadable(item.v?.N);
  const { name, username, passwordHash, state, scope, lastSid } = item;
  if (!name?.S || !username?.S || !passwordHash?.S) throw new InternalError('An account lacks attributes');
  return {
    sub,
    name: name.S,
    username: username.S,
    ...(item.usernameChanges?.M && { usernameChanges: toUsernameChanges(item.usernameChanges.M) }),
    ...readEmails(item),
    ...readFactors(item),
    ...readPasskeys(item),
    passwordHash: passwordHash.S,
    securityVersion: readNumber(item, 'securityVersion', OWNER),
    ...(item.keptSid?.S !== undefined && {
      kept: { sid: item.keptSid.S, fromVersion: readNumber(item, 'keptFromVersion', OWNER) },
    }),
    ...(item.passwordTemporaryUntil && {
      passwordTemporaryUntil: readNumber(item, 'passwordTemporaryUntil', OWNER),
    }),
    sessionsRevokedThroughVersion: readNumber(item, 'sessionsRevokedThroughVersion', OWNER),
    state: toState(state?.S),
    scopes: (scope?.S ?? '').split(' ').filter((part) => part !== ''),
    createdAt: readNumber(item, 'createdAt', OWNER),
    ...(item.expiresAt && { expiresAt: readNumber(item, 'expiresAt', OWNER) }),
    lastSid: lastSid?.S ?? '',
    sessionCount: readNumber(item, 'sessionCount', OWNER),
    attempts: toAttempts(item),
    changeAttempts: {
      failures: readNumber(item, 'changeFailures', OWNER),
      lastAttemptAt: readNumber(item, 'changeAttemptAt', OWNER),
    },
    devices: Object.entries(item.devices?.M ?? {}).map(([id, map]) => toAccountDevice(id, map.M ?? {})),
  };
}

/** Converts the username changes of an account to a map. */
export function toUsernameChangesMap({
  version,
  sessionsVersion,
  recent,
  heldUntil,
}: UsernameChanges): Value {
  return {
    version,
    sessionsVersion,
    recent: recent.map(({ replaced, at }) => ({ replaced, at })),
    heldUntil,
  };
}

/**
 * Reads a state. An unknown state of a newer release counts as disabled: it deletes nothing and admits no
 * user.
 */
function toState(text: string | undefined): AccountState {
  return accountStates.find((state) => state === text) ?? 'DISABLED';
}

/** Converts a device of an account to a map. */
export function toDeviceMap({ id: _, ...map }: Device): Value {
  return map;
}

function toUsernameChanges(map: Attributes): UsernameChanges {
  return {
    version: readNumber(map, 'version', OWNER),
    sessionsVersion: readNumber(map, 'sessionsVersion', OWNER),
    recent: (map.recent?.L ?? []).map(({ M: change = {} }) => ({
      replaced: change.replaced?.S ?? '',
      at: readNumber(change, 'at', OWNER),
    })),
    heldUntil: readNumber(map, 'heldUntil', OWNER),
  };
}

function toAccountDevice(id: string, map: Attributes): Device {
  return {
    id,
    hash: map.hash?.S ?? '',
    expiresAt: readNumber(map, 'expiresAt', OWNER),
    ...toAttempts(map),
    ...readFactors(map),
  };
}
