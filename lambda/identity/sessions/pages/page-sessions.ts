/** The store of what only sessions of the hosted pages have. */
import { toAttributes } from '../../../shared/table/attributes';
import type { Table } from '../../../shared/table/table';
import type { Session, SessionKey } from '../session';
import { sessionKey } from '../session-item';

/** The use of a session. */
export type PageSessionUse = Pick<Session, 'lastUsedAt' | 'expiresAt'>;

/** The part of the store of sessions that only pages need. */
export interface PageSessions {
  /**
   * Replaces the secret of a session.
   * @param oldHash the digest of the secret that the request had
   * @returns false when the session no longer exists, or has another secret
   */
  replaceSecret(key: SessionKey, oldHash: string, newHash: string): Promise<boolean>;
  /**
   * Records that a session was used, and until when it may stay unused.
   * @param ifHash the digest of the secret that the request had
   * @returns false when the session no longer exists, or has another secret
   */
  touch(key: SessionKey, use: PageSessionUse, ifHash: string): Promise<boolean>;
}

/** Creates a store that keeps sessions in the DynamoDB table. */
export function createDynamoPageSessions(table: Table): PageSessions {
  return {
    async replaceSecret(key, oldHash, newHash) {
      const { isApplied } = await table.update({
        Key: sessionKey(key),
        ConditionExpression: 'pageHash = :oldHash',
        UpdateExpression: 'SET pageHash = :newHash',
        ExpressionAttributeValues: toAttributes({ ':oldHash': oldHash, ':newHash': newHash }),
      });
      return isApplied;
    },

    async touch(key, { lastUsedAt, expiresAt }, ifHash) {
      const { isApplied } = await table.update({
        Key: sessionKey(key),
        ConditionExpression: 'pageHash = :hash',
        UpdateExpression: 'SET lastUsedAt = :lastUsedAt, expiresAt = :expiresAt',
        ExpressionAttributeValues: toAttributes({
          ':hash': ifHash,
          ':lastUsedAt': lastUsedAt,
          ':expiresAt': expiresAt,
        }),
      });
      return isApplied;
    },
  };
}
