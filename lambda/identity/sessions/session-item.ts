/** Converts sessions to items of the table, and back. */
import { type Attributes, readNumber, readText, toAttributes } from '../../shared/table/attributes';
import { keyPrefixes } from '../../shared/table/key-prefixes';
import { assertReadable, SCHEMA_VERSION } from '../../shared/table/schema-version';
import type { RefreshState, Session, SessionKey, SessionSummary } from './session';

/** The subject of errors about missing attributes. */
const OWNER = 'A session';

/** The attributes that are read to show a session. They include those that the authorizer reads. */
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

/** The attributes that are read to refresh a session. */
export const SESSION_ATTRIBUTES = [
  ...SUMMARY_ATTRIBUTES,
  'username',
  'scope',
  'accountEnds',
  'familyHash',
  'refreshHash',
  'previousHash',
  'nonce',
  'rotatedAt',
  'pageHash',
] as const;

/** Returns the partition key of an account's sessions. */
export function sessionPartition(sub: string): string {
  return keyPrefixes.session + sub;
}

/** Returns the key of a session's item. */
export function sessionKey({ sub, sid }: SessionKey) {
  return toAttributes({ pk: sessionPartition(sub), sk: sid });
}

/** Converts a new session to an item. Other members are attributes of the same name. */
export function toSessionItem({ sub, sid, scopes, amr, refresh, ...session }: Session): Attributes {
  return {
    ...sessionKey({ sub, sid }),
    ...toAttributes({
      v: SCHEMA_VERSION,
      ...session,
      scope: scopes.join(' '),
      // one string, as for the scopes: RFC 8176 values have no spaces
      amr: amr.join(' '),
      familyHash: refresh?.familyHash,
      refreshHash: refresh?.hash,
    }),
  };
}

/**
 * Converts an item to the part of a session that its user is shown.
 * @throws InternalError when attributes are missing, or a newer release wrote the item
 */
export function toSessionSummary(sub: string, item: Attributes): SessionSummary {
  assertReadable(item.v?.N);
  return {
    sub,
    sid: readText(item, 'sk', OWNER),
    createdAt: readNumber(item, 'createdAt', OWNER),
    authTime: readNumber(item, 'authTime', OWNER),
    amr: readText(item, 'amr', OWNER).split(' '),
    lastUsedAt: readNumber(item, 'lastUsedAt', OWNER),
    expiresAt: readNumber(item, 'expiresAt', OWNER),
    securityVersion: readNumber(item, 'securityVersion', OWNER),
    ...(item.usernameVersion && { usernameVersion: readNumber(item, 'usernameVersion', OWNER) }),
    ...(item.ip?.S !== undefined && { ip: item.ip.S }),
    ...(item.userAgent?.S !== undefined && { userAgent: item.userAgent.S }),
  };
}

/**
 * Converts an item to a session.
 * @throws InternalError when attributes are missing, or a newer release wrote the item
 */
export function toSession(sub: string, item: Attributes): Session {
  return {
    ...toSessionSummary(sub, item),
    username: readText(item, 'username', OWNER),
    scopes: readText(item, 'scope', OWNER)
      .split(' ')
      .filter((scope) => scope !== ''),
    ...(item.accountEnds && { accountEnds: true }),
    ...(item.refreshHash && { refresh: toRefreshState(item) }),
    ...(item.pageHash?.S !== undefined && { pageHash: item.pageHash.S }),
  };
}

function toRefreshState(item: Attributes): RefreshState {
  return {
    familyHash: readText(item, 'familyHash', OWNER),
    hash: readText(item, 'refreshHash', OWNER),
    ...(item.previousHash && {
      rotation: {
        previousHash: readText(item, 'previousHash', OWNER),
        nonce: readText(item, 'nonce', OWNER),
        rotatedAt: readNumber(item, 'rotatedAt', OWNER),
      },
    }),
  };
}
