/** The store of sessions: each is one item, and a token is good only as long as its item is there. */
import {
  type AttributeValue,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  type QueryCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { callAws } from '../shared/sdk/call-aws';
import { keyPrefixes } from '../shared/table/key-prefixes';
import { SCHEMA_VERSION } from '../shared/table/schema-version';

/** A session. Times are epoch seconds. */
export interface Session {
  readonly sub: string;
  readonly sid: string;
  readonly createdAt: number;
  /** When the password was last verified. */
  readonly authTime: number;
  /** DynamoDB deletes the item some time after; readers check it. */
  readonly expiresAt: number;
}

/** Where sessions are kept. */
export interface Sessions {
  put(session: Session): Promise<void>;
  delete(session: Pick<Session, 'sub' | 'sid'>): Promise<void>;
  /** Ends every session of an account. */
  deleteAll(sub: string): Promise<void>;
}

const keyOf = ({ sub, sid }: Pick<Session, 'sub' | 'sid'>) => ({
  pk: { S: keyPrefixes.session + sub },
  sk: { S: sid },
});

/** Keeps sessions in the DynamoDB table. */
export function createDynamoSessions(client: DynamoDBClient, tableName: string): Sessions {
  async function remove(session: Pick<Session, 'sub' | 'sid'>): Promise<void> {
    await callAws((options) =>
      client.send(new DeleteItemCommand({ TableName: tableName, Key: keyOf(session) }), options),
    );
  }

  return {
    delete: remove,

    async deleteAll(sub) {
      let startKey: Record<string, AttributeValue> | undefined;
      do {
        const page: QueryCommandOutput = await callAws((options) =>
          client.send(
            new QueryCommand({
              TableName: tableName,
              KeyConditionExpression: 'pk = :pk',
              ExpressionAttributeValues: { ':pk': { S: keyPrefixes.session + sub } },
              ProjectionExpression: 'sk',
              ConsistentRead: true,
              ExclusiveStartKey: startKey,
            }),
            options,
          ),
        );
        for (const { sk } of page.Items ?? []) await remove({ sub, sid: sk?.S ?? '' });
        startKey = page.LastEvaluatedKey;
      } while (startKey !== undefined);
    },

    async put(session) {
      const put = new PutItemCommand({
        TableName: tableName,
        Item: {
          ...keyOf(session),
          v: { N: String(SCHEMA_VERSION) },
          createdAt: { N: String(session.createdAt) },
          authTime: { N: String(session.authTime) },
          expiresAt: { N: String(session.expiresAt) },
        },
      });
      await callAws((options) => client.send(put, options));
    },
  };
}
