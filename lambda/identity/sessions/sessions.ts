/** The store of sessions. Each session is one item, and its tokens are valid only while the item exists. */
import {
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { callAws } from '../../shared/sdk/call-aws';
import { type Attributes, toAttributes } from '../../shared/table/attributes';
import { conditionalWrite } from '../../shared/table/conditional-write';
import { deleteItems, readPages } from '../../shared/table/partition';
import { readItem } from '../../shared/table/read-item';
import type { Rotation, Session, SessionKey, SessionSummary } from './session';
import {
  SESSION_ATTRIBUTES,
  SUMMARY_ATTRIBUTES,
  sessionKey,
  sessionPartition,
  toSession,
  toSessionItem,
  toSessionSummary,
} from './session-item';

/** The attributes that a rotation writes. */
export interface SessionRotation extends Pick<Session, 'lastUsedAt' | 'expiresAt' | 'ip' | 'userAgent'> {
  /** The digest of the new current secret. */
  readonly hash: string;
  /** The write requires that its `previousHash` is still the current digest. */
  readonly rotation: Rotation;
}

/** The username that new tokens of a session carry. */
export type UsernameAdoption = Required<Pick<Session, 'username' | 'usernameVersion'>>;

/** Stores sessions. */
export interface Sessions {
  put(session: Session): Promise<void>;
  find(key: SessionKey): Promise<Session | undefined>;
  /**
   * Lists the sessions of an account in no particular order. Includes expired sessions that are not yet
   * deleted.
   */
  list(sub: string): Promise<readonly SessionSummary[]>;
  /**
   * Replaces the secret of a session's refresh token.
   * @returns false when the session no longer exists, or its current secret differs
   */
  rotate(key: SessionKey, change: SessionRotation): Promise<boolean>;
  /** Stops a session from accepting refresh tokens. Its access tokens stay valid. */
  closeToRefresh(key: SessionKey): Promise<void>;
  /**
   * Keeps a session under a raised version if its own version is at least `from`. Does nothing when it no
   * longer exists, or already has the raised version or a later one.
   */
  adoptSecurityVersion(key: SessionKey, from: number, securityVersion: number): Promise<void>;
  /**
   * Gives a session the account's username. Does nothing when it no longer exists, or already has that
   * version of the username or a later one.
   */
  adoptUsername(key: SessionKey, change: UsernameAdoption): Promise<void>;
  delete(key: SessionKey): Promise<void>;
  /** Deletes the sessions of an account. @param exceptSid a session to keep. Default: none */
  deleteAll(sub: string, exceptSid?: string): Promise<void>;
  /**
   * Deletes the sessions of an account that have a lower version.
   * @param exceptSid a session to keep. Default: none
   */
  deleteOutdated(sub: string, securityVersion: number, exceptSid?: string): Promise<void>;
}

/** Creates a store that keeps sessions in the DynamoDB table. */
export function createDynamoSessions(client: DynamoDBClient, tableName: string): Sessions {
  /** Returns false when the condition did not hold. */
  async function updateIf(key: SessionKey, input: Partial<UpdateItemCommandInput>): Promise<boolean> {
    const update = new UpdateItemCommand({ TableName: tableName, Key: sessionKey(key), ...input });
    return (await conditionalWrite(client, update)).isApplied;
  }

  /** Deletes the matching sessions page by page. Reads only the attributes that the predicate needs. */
  async function deleteWhere(
    sub: string,
    attributes: readonly string[],
    isDoomed: (item: Attributes) => boolean,
  ): Promise<void> {
    const pk = sessionPartition(sub);
    for await (const items of readPages(client, tableName, { pk, attributes: ['sk', ...attributes] })) {
      const doomed = items.filter(isDoomed).map(({ sk }) => sk?.S ?? '');
      await deleteItems(client, tableName, pk, doomed);
    }
  }

  return {
    async put(session) {
      const put = new PutItemCommand({ TableName: tableName, Item: toSessionItem(session) });
      await callAws((options) => client.send(put, options));
    },

    async find(key) {
      const item = await readItem(client, tableName, sessionKey(key), SESSION_ATTRIBUTES);
      return item && toSession(key.sub, item);
    },

    async list(sub) {
      const summaries: SessionSummary[] = [];
      const query = { pk: sessionPartition(sub), attributes: SUMMARY_ATTRIBUTES };
      for await (const items of readPages(client, tableName, query)) {
        summaries.push(...items.map((item) => toSessionSummary(sub, item)));
      }
      return summaries;
    },

    rotate: (key, { hash, rotation, lastUsedAt, expiresAt, ip, userAgent }) =>
      updateIf(key, {
        ConditionExpression: 'refreshHash = :previousHash',
        UpdateExpression: [
          'SET refreshHash = :hash, previousHash = :previousHash, nonce = :nonce, rotatedAt = :rotatedAt',
          'lastUsedAt = :lastUsedAt, expiresAt = :expiresAt',
          ...(ip === undefined ? [] : ['ip = :ip']),
          ...(userAgent === undefined ? [] : ['userAgent = :userAgent']),
        ].join(', '),
        ExpressionAttributeValues: toAttributes({
          ':hash': hash,
          ':previousHash': rotation.previousHash,
          ':nonce': rotation.nonce,
          ':rotatedAt': rotation.rotatedAt,
          ':lastUsedAt': lastUsedAt,
          ':expiresAt': expiresAt,
          ':ip': ip,
          ':userAgent': userAgent,
        }),
      }),

    async closeToRefresh(key) {
      await updateIf(key, {
        ConditionExpression: 'attribute_exists(pk)',
        UpdateExpression: 'REMOVE familyHash, refreshHash, previousHash, nonce, rotatedAt',
      });
    },

    async adoptSecurityVersion(key, from, securityVersion) {
      await updateIf(key, {
        // of two concurrent changes, the later one may arrive here first
        ConditionExpression: 'securityVersion >= :from AND securityVersion < :version',
        UpdateExpression: 'SET securityVersion = :version',
        ExpressionAttributeValues: toAttributes({
          ':from': from,
          ':version': securityVersion,
        }),
      });
    },

    async adoptUsername(key, { username, usernameVersion }) {
      await updateIf(key, {
        ConditionExpression:
          'attribute_exists(pk) AND (attribute_not_exists(usernameVersion) OR usernameVersion < :version)',
        UpdateExpression: 'SET #username = :username, usernameVersion = :version',
        ExpressionAttributeNames: { '#username': 'username' },
        ExpressionAttributeValues: toAttributes({
          ':username': username,
          ':version': usernameVersion,
        }),
      });
    },

    async delete(key) {
      const remove = new DeleteItemCommand({ TableName: tableName, Key: sessionKey(key) });
      await callAws((options) => client.send(remove, options));
    },

    deleteAll: (sub, exceptSid) => deleteWhere(sub, [], ({ sk }) => sk?.S !== exceptSid),

    deleteOutdated: (sub, securityVersion, exceptSid) =>
      deleteWhere(
        sub,
        ['securityVersion'],
        ({ sk, securityVersion: version }) =>
          sk?.S !== exceptSid && Number(version?.N ?? 0) < securityVersion,
      ),
  };
}
