/** The store of what each source has tried in the current quarter of an hour. */
import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { toAttributes } from '../../shared/table/attributes';
import { conditionalWrite } from '../../shared/table/conditional-write';
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
  const keyOf = ({ kind, sourceHash, endsAt }: SourceWindow) =>
    toAttributes({
      pk: `${keyPrefixes.throttle}${kind}#${sourceHash}`,
      sk: `THROTTLE#${endsAt}`,
    });

  return {
    async reserve(window, max) {
      const update = new UpdateItemCommand({
        TableName: tableName,
        Key: keyOf(window),
        ConditionExpression: 'attribute_not_exists(attempts) OR attempts < :max',
        UpdateExpression: 'SET v = :v, expiresAt = :expiresAt ADD attempts :one',
        ExpressionAttributeValues: toAttributes({
          ':max': max,
          ':v': SCHEMA_VERSION,
          ':expiresAt': window.endsAt + KEPT_SECONDS,
          ':one': 1,
        }),
      });
      return (await conditionalWrite(client, update)).isApplied;
    },

    async refund(window) {
      const update = new UpdateItemCommand({
        TableName: tableName,
        Key: keyOf(window),
        ConditionExpression: 'attempts > :none',
        UpdateExpression: 'ADD attempts :back',
        ExpressionAttributeValues: toAttributes({ ':none': 0, ':back': -1 }),
      });
      await conditionalWrite(client, update);
    },
  };
}
