/** The store of sessions: each is one item, and a token is good only as long as its item is there. */
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

/** What a rotation writes. */
export interface SessionRotation extends Pick<Session, 'lastUsedAt' | 'expiresAt' | 'ip' | 'userAgent'> {
  /** Digest of the secret that is current from now on. */
  readonly hash: string;
  /** Its `previousHash` is the current digest up to now: on this condition alone it is written. */
  readonly rotation: Rotation;
}

/** A username for the tokens that a session gets from now on. */
export type UsernameAdoption = Required<Pick<Session, 'username' | 'usernameVersion'>>;

/** Where sessions are kept. */
export interface Sessions {
  put(session: Session): Promise<void>;
  find(key: SessionKey): Promise<Session | undefined>;
  /** The sessions of an account in no order, those that are expired but not yet deleted among them. */
  list(sub: string): Promise<readonly SessionSummary[]>;
  /**
   * Replaces the secret of a session's refresh token.
   * @returns false when the session is over, or its current secret is another
   */
  rotate(key: SessionKey, change: SessionRotation): Promise<boolean>;
  /** Takes no refresh token of the session any more; its access tokens stay good. */
  closeToRefresh(key: SessionKey): Promise<void>;
  /**
   * Lets a session live on under a raised version, when it is at least of the version `from`. Does nothing when it is over, or of
   * the raised version or a later one.
   */
  adoptSecurityVersion(key: SessionKey, from: number, securityVersion: number): Promise<void>;
  /** Gives a session the account's username. Does nothing when it is over, or has that version of it or a later one. */
  adoptUsername(key: SessionKey, change: UsernameAdoption): Promise<void>;
  delete(key: SessionKey): Promise<void>;
  /** Ends the sessions of an account. @param exceptSid one that goes on. Default: none does */
  deleteAll(sub: string, exceptSid?: string): Promise<void>;
  /** Ends the sessions of an account that are of a lower version. @param exceptSid one that goes on. Default: none does */
  deleteOutdated(sub: string, securityVersion: number, exceptSid?: string): Promise<void>;
}

/** Keeps sessions in the DynamoDB table. */
export function createDynamoSessions(client: DynamoDBClient, tableName: string): Sessions {
  /** Returns false when the condition did not hold. */
  async function updateIf(key: SessionKey, input: Partial<UpdateItemCommandInput>): Promise<boolean> {
    const update = new UpdateItemCommand({ TableName: tableName, Key: sessionKey(key), ...input });
    return (await conditionalWrite(client, update)).isApplied;
  }

  /** Deletes page by page, reading of each session what the judgement needs. */
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
        // of two changes at once, the later one may come here first
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
