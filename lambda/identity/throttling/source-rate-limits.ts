/** The store of what each source has tried in the current quarter of an hour. */
import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { callAws } from '../../shared/sdk/call-aws';
import { isFailedCondition } from '../../shared/table/is-failed-condition';
import { keyPrefixes } from '../../shared/table/key-prefixes';
import { SCHEMA_VERSION } from '../../shared/table/schema-version';

/** What is counted of a source. */
export type SourceKind = 'sign-in' | 'sign-up';

/** One count: of one kind, of one source, in one window. */
export interface SourceWindow {
  readonly kind: SourceKind;
  /** A keyed hash of the source. */
  readonly sourceHash: string;
  /** When the window ends, in epoch seconds. */
  readonly endsAt: number;
}

/** Where counts are kept. */
export interface SourceRateLimits {
  /**
   * Counts one attempt more.
   * @returns false when there are `max` already
   */
  reserve(window: SourceWindow, max: number): Promise<boolean>;
  /** Takes one attempt back: it has succeeded. */
  refund(window: SourceWindow): Promise<void>;
}

const WINDOW_SECONDS = 15 * 60;

/** Expired items stay for a while, so that a refund meets the count it belongs to. */
const KEPT_SECONDS = 60 * 60;

/** The window that a time belongs to. All windows begin at full quarters of an hour. */
export function windowAt(kind: SourceKind, sourceHash: string, nowMillis: number): SourceWindow {
  const index = Math.floor(nowMillis / 1000 / WINDOW_SECONDS);
  return { kind, sourceHash, endsAt: (index + 1) * WINDOW_SECONDS };
}

/** Keeps counts in the DynamoDB table. */
export function createDynamoSourceRateLimits(client: DynamoDBClient, tableName: string): SourceRateLimits {
  const keyOf = ({ kind, sourceHash, endsAt }: SourceWindow) => ({
    pk: { S: `${keyPrefixes.throttle}${kind}#${sourceHash}` },
    sk: { S: `THROTTLE#${endsAt}` },
  });

  return {
    async reserve(window, max) {
      const update = new UpdateItemCommand({
        TableName: tableName,
        Key: keyOf(window),
        ConditionExpression: 'attribute_not_exists(attempts) OR attempts < :max',
        UpdateExpression: 'SET v = :v, expiresAt = :expiresAt ADD attempts :one',
        ExpressionAttributeValues: {
          ':max': { N: String(max) },
          ':v': { N: String(SCHEMA_VERSION) },
          ':expiresAt': { N: String(window.endsAt + KEPT_SECONDS) },
          ':one': { N: '1' },
        },
      });
      try {
        await callAws((options) => client.send(update, options));
        return true;
      } catch (error) {
        if (isFailedCondition(error)) return false;
        throw error;
      }
    },

    async refund(window) {
      const update = new UpdateItemCommand({
        TableName: tableName,
        Key: keyOf(window),
        ConditionExpression: 'attempts > :none',
        UpdateExpression: 'ADD attempts :back',
        ExpressionAttributeValues: { ':none': { N: '0' }, ':back': { N: '-1' } },
      });
      try {
        await callAws((options) => client.send(update, options));
      } catch (error) {
        if (!isFailedCondition(error)) throw error;
      }
    },
  };
}
