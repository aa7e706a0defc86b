/** Sessions as items of the table. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { InternalError } from '../../shared/errors';
import { keyPrefixes } from '../../shared/table/key-prefixes';
import { assertReadable, SCHEMA_VERSION } from '../../shared/table/schema-version';
import type { RefreshState, Session, SessionKey, SessionSummary } from './session';

type Item = Record<string, AttributeValue>;

/** What is read to show a session; the authorizer's attributes are among them. */
export const SUMMARY_ATTRIBUTES = [
  'sk',
  'v',
  'createdAt',
  'authTime',
  'amr',
  'lastUsedAt',
  'expiresAt',
  'securityVersion',
  'usernameVersion',
  'ip',
  'userAgent',
] as const;

/** What is read to refresh a session. */
export const SESSION_ATTRIBUTES = [
  ...SUMMARY_ATTRIBUTES,
  'username',
  'scope',
  'familyHash',
  'refreshHash',
  'previousHash',
  'nonce',
  'rotatedAt',
] as const;

/** The partition of an account's sessions. */
export function sessionPartition(sub: string): string {
  return keyPrefixes.session + sub;
}

/** The key of a session's item. */
export function sessionKey({ sub, sid }: SessionKey) {
  return { pk: { S: sessionPartition(sub) }, sk: { S: sid } };
}

/** Writes a new session. */
export function toSessionItem(session: Session): Item {
  const {
    username,
    scopes,
    createdAt,
    authTime,
    amr,
    lastUsedAt,
    expiresAt,
    securityVersion,
    ip,
    userAgent,
  } = session;
  return {
    ...sessionKey(session),
    v: { N: String(SCHEMA_VERSION) },
    username: { S: username },
    scope: { S: scopes.join(' ') },
    createdAt: { N: String(createdAt) },
    authTime: { N: String(authTime) },
    // one text, as the scopes: no value of RFC 8176 has a space
    amr: { S: amr.join(' ') },
    lastUsedAt: { N: String(lastUsedAt) },
    expiresAt: { N: String(expiresAt) },
    securityVersion: { N: String(securityVersion) },
    ...(session.usernameVersion !== undefined && {
      usernameVersion: { N: String(session.usernameVersion) },
    }),
    ...(ip !== undefined && { ip: { S: ip } }),
    ...(userAgent !== undefined && { userAgent: { S: userAgent } }),
    ...(session.refresh && {
      familyHash: { S: session.refresh.familyHash },
      refreshHash: { S: session.refresh.hash },
    }),
  };
}

/**
 * Reads what a session's owner is shown.
 * @throws InternalError when attributes are missing or of a newer release
 */
export function toSessionSummary(sub: string, item: Item): SessionSummary {
  assertReadable(item.v?.N);
  return {
    sub,
    sid: readText(item, 'sk'),
    createdAt: readNumber(item, 'createdAt'),
    authTime: readNumber(item, 'authTime'),
    amr: readText(item, 'amr').split(' '),
    lastUsedAt: readNumber(item, 'lastUsedAt'),
    expiresAt: readNumber(item, 'expiresAt'),
    securityVersion: readNumber(item, 'securityVersion'),
    ...(item.usernameVersion && { usernameVersion: readNumber(item, 'usernameVersion') }),
    ...(item.ip?.S !== undefined && { ip: item.ip.S }),
    ...(item.userAgent?.S !== undefined && { userAgent: item.userAgent.S }),
  };
}

/**
 * Reads a whole session.
 * @throws InternalError when attributes are missing or of a newer release
 */
export function toSession(sub: string, item: Item): Session {
  return {
    ...toSessionSummary(sub, item),
    username: readText(item, 'username'),
    scopes: readText(item, 'scope')
      .split(' ')
      .filter((scope) => scope !== ''),
    ...(item.refreshHash && { refresh: toRefreshState(item) }),
  };
}

function toRefreshState(item: Item): RefreshState {
  return {
    familyHash: readText(item, 'familyHash'),
    hash: readText(item, 'refreshHash'),
    ...(item.previousHash && {
      rotation: {
        previousHash: readText(item, 'previousHash'),
        nonce: readText(item, 'nonce'),
        rotatedAt: readNumber(item, 'rotatedAt'),
      },
    }),
  };
}

function readText(item: Item, name: string): string {
  const text = item[name]?.S;
  if (text === undefined) throw new InternalError(`A session lacks ${name}`);
  return text;
}

function readNumber(item: Item, name: string): number {
  const number = Number(item[name]?.N ?? Number.NaN);
  if (!Number.isFinite(number)) throw new InternalError(`A session lacks ${name}`);
  return number;
}
