/** Accounts as items of the table. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { InternalError } from '../../shared/errors';
import { keyPrefixes } from '../../shared/table/key-prefixes';
import { assertReadable, SCHEMA_VERSION } from '../../shared/table/schema-version';
import type { Device } from '../devices/device';
import { toAttempts } from '../throttling/attempt-update';
import { type Account, type AccountState, accountStates } from './account';
import type { UsernameChanges } from './usernames/username-changes';

type Item = Record<string, AttributeValue>;

/** What is read of an account. */
export const ACCOUNT_ATTRIBUTES = [
  'name',
  'username',
  'usernameChanges',
  'passwordHash',
  'securityVersion',
  'keptSid',
  'keptFromVersion',
  'passwordTemporaryUntil',
  'sessionsRevokedThroughVersion',
  'state',
  'scope',
  'createdAt',
  'lastSid',
  'sessionCount',
  'failures',
  'lastAttemptAt',
  'changeFailures',
  'changeAttemptAt',
  'devices',
  'v',
] as const;

/** The key of an account. */
export function accountKey(sub: string) {
  return { pk: { S: keyPrefixes.account + sub }, sk: { S: 'ACCOUNT' } };
}

/** Writes a new account. */
export function toAccountItem(account: Account): Item {
  return {
    ...accountKey(account.sub),
    v: { N: String(SCHEMA_VERSION) },
    name: { S: account.name },
    username: { S: account.username },
    ...(account.usernameChanges && { usernameChanges: toUsernameChangesMap(account.usernameChanges) }),
    passwordHash: { S: account.passwordHash },
    securityVersion: { N: String(account.securityVersion) },
    ...(account.kept && {
      keptSid: { S: account.kept.sid },
      keptFromVersion: { N: String(account.kept.fromVersion) },
    }),
    ...(account.passwordTemporaryUntil !== undefined && {
      passwordTemporaryUntil: { N: String(account.passwordTemporaryUntil) },
    }),
    sessionsRevokedThroughVersion: { N: String(account.sessionsRevokedThroughVersion) },
    state: { S: account.state },
    // one text as in a token (RFC 6749 section 3.3), so that a condition can compare it
    scope: { S: account.scopes.join(' ') },
    createdAt: { N: String(account.createdAt) },
    lastSid: { S: account.lastSid },
    sessionCount: { N: String(account.sessionCount) },
    failures: { N: String(account.attempts.failures) },
    lastAttemptAt: { N: String(account.attempts.lastAttemptAt) },
    changeFailures: { N: String(account.changeAttempts.failures) },
    changeAttemptAt: { N: String(account.changeAttempts.lastAttemptAt) },
    devices: { M: Object.fromEntries(account.devices.map((device) => [device.id, toDeviceMap(device)])) },
  };
}

/**
 * Reads an account.
 * @throws InternalError when attributes are missing or of a newer release
 */
export function toAccount(sub: string, item: Item): Account {
  assertReadable(item.v?.N);
  const { name, username, passwordHash, state, scope, lastSid } = item;
  if (!name?.S || !username?.S || !passwordHash?.S) throw new InternalError('An account lacks attributes');
  return {
    sub,
    name: name.S,
    username: username.S,
    ...(item.usernameChanges?.M && { usernameChanges: toUsernameChanges(item.usernameChanges.M) }),
    passwordHash: passwordHash.S,
    securityVersion: readNumber(item, 'securityVersion'),
    ...(item.keptSid?.S !== undefined && {
      kept: { sid: item.keptSid.S, fromVersion: readNumber(item, 'keptFromVersion') },
    }),
    ...(item.passwordTemporaryUntil && {
      passwordTemporaryUntil: readNumber(item, 'passwordTemporaryUntil'),
    }),
    sessionsRevokedThroughVersion: readNumber(item, 'sessionsRevokedThroughVersion'),
    state: toState(state?.S),
    scopes: (scope?.S ?? '').split(' ').filter((part) => part !== ''),
    createdAt: readNumber(item, 'createdAt'),
    lastSid: lastSid?.S ?? '',
    sessionCount: readNumber(item, 'sessionCount'),
    attempts: toAttempts(item),
    changeAttempts: {
      failures: readNumber(item, 'changeFailures'),
      lastAttemptAt: readNumber(item, 'changeAttemptAt'),
    },
    devices: Object.entries(item.devices?.M ?? {}).map(([id, map]) => toAccountDevice(id, map.M ?? {})),
  };
}

/** Writes the changes of an account's username. */
export function toUsernameChangesMap({
  version,
  sessionsVersion,
  recent,
  heldUntil,
}: UsernameChanges): AttributeValue {
  return {
    M: {
      version: { N: String(version) },
      sessionsVersion: { N: String(sessionsVersion) },
      recent: {
        L: recent.map(({ replaced, at }) => ({ M: { replaced: { S: replaced }, at: { N: String(at) } } })),
      },
      heldUntil: { N: String(heldUntil) },
    },
  };
}

/** A state of a newer release is none of those that delete anything or let anybody in. */
function toState(text: string | undefined): AccountState {
  return accountStates.find((state) => state === text) ?? 'DISABLED';
}

/** Writes a device of an account. */
export function toDeviceMap({ hash, expiresAt, failures, lastAttemptAt }: Device): AttributeValue {
  return {
    M: {
      hash: { S: hash },
      expiresAt: { N: String(expiresAt) },
      failures: { N: String(failures) },
      lastAttemptAt: { N: String(lastAttemptAt) },
    },
  };
}

function toUsernameChanges(map: Item): UsernameChanges {
  return {
    version: readNumber(map, 'version'),
    sessionsVersion: readNumber(map, 'sessionsVersion'),
    recent: (map.recent?.L ?? []).map(({ M: change = {} }) => ({
      replaced: change.replaced?.S ?? '',
      at: readNumber(change, 'at'),
    })),
    heldUntil: readNumber(map, 'heldUntil'),
  };
}

function toAccountDevice(id: string, map: Item): Device {
  return { id, hash: map.hash?.S ?? '', expiresAt: readNumber(map, 'expiresAt'), ...toAttempts(map) };
}

function readNumber(item: Item, name: string): number {
  const number = Number(item[name]?.N ?? Number.NaN);
  if (!Number.isFinite(number)) throw new InternalError(`An account lacks ${name}`);
  return number;
}
