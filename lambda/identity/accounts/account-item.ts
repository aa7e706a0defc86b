/** Logins as items of the table. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { InternalError } from '../../shared/errors';
import { keyPrefixes } from '../../shared/table/key-prefixes';
import { assertReadable, SCHEMA_VERSION } from '../../shared/table/schema-version';
import type { Device } from '../devices/device';
import { toAttempts } from '../throttling/attempt-update';
import type { Login } from './account';

type Item = Record<string, AttributeValue>;

/** What is read of a login. */
export const LOGIN_ATTRIBUTES = [
  'sub',
  'username',
  'passwordHash',
  'passwordVersion',
  'passwordSid',
  'sweptVersion',
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

/** The key of the login under a normalised name. */
export function loginKey(name: string) {
  return { pk: { S: keyPrefixes.login + name }, sk: { S: 'LOGIN' } };
}

/** Writes a new login. */
export function toLoginItem(login: Login): Item {
  return {
    ...loginKey(login.name),
    v: { N: String(SCHEMA_VERSION) },
    sub: { S: login.sub },
    username: { S: login.username },
    passwordHash: { S: login.passwordHash },
    passwordVersion: { N: String(login.passwordVersion) },
    ...(login.passwordSid !== undefined && { passwordSid: { S: login.passwordSid } }),
    sweptVersion: { N: String(login.sweptVersion) },
    state: { S: login.state },
    // one text as in a token (RFC 6749 section 3.3), so that a condition can compare it
    scope: { S: login.scopes.join(' ') },
    createdAt: { N: String(login.createdAt) },
    lastSid: { S: login.lastSid },
    sessionCount: { N: String(login.sessionCount) },
    failures: { N: String(login.attempts.failures) },
    lastAttemptAt: { N: String(login.attempts.lastAttemptAt) },
    changeFailures: { N: String(login.changeAttempts.failures) },
    changeAttemptAt: { N: String(login.changeAttempts.lastAttemptAt) },
    devices: { M: Object.fromEntries(login.devices.map((device) => [device.id, toDeviceMap(device)])) },
  };
}

/**
 * Reads a login.
 * @throws InternalError when attributes are missing or of a newer release
 */
export function toLogin(name: string, item: Item): Login {
  assertReadable(item.v?.N);
  const { sub, username, passwordHash, state, scope, lastSid } = item;
  if (!sub?.S || !username?.S || !passwordHash?.S) throw new InternalError('A login lacks attributes');
  return {
    name,
    sub: sub.S,
    username: username.S,
    passwordHash: passwordHash.S,
    passwordVersion: readNumber(item, 'passwordVersion'),
    ...(item.passwordSid?.S !== undefined && { passwordSid: item.passwordSid.S }),
    sweptVersion: readNumber(item, 'sweptVersion'),
    state: state?.S === 'ACTIVE' ? 'ACTIVE' : 'DELETING',
    scopes: (scope?.S ?? '').split(' ').filter((part) => part !== ''),
    createdAt: readNumber(item, 'createdAt'),
    lastSid: lastSid?.S ?? '',
    sessionCount: readNumber(item, 'sessionCount'),
    attempts: toAttempts(item),
    changeAttempts: {
      failures: readNumber(item, 'changeFailures'),
      lastAttemptAt: readNumber(item, 'changeAttemptAt'),
    },
    devices: Object.entries(item.devices?.M ?? {}).map(([id, map]) => toLoginDevice(id, map.M ?? {})),
  };
}

/** Writes a device of a login. */
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

function toLoginDevice(id: string, map: Item): Device {
  return { id, hash: map.hash?.S ?? '', expiresAt: readNumber(map, 'expiresAt'), ...toAttempts(map) };
}

function readNumber(item: Item, name: string): number {
  const number = Number(item[name]?.N ?? Number.NaN);
  if (!Number.isFinite(number)) throw new InternalError(`A login lacks ${name}`);
  return number;
}
