/** The store of requests of each source, account or address in the current window of time. */
import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { toAttributes } from '../../shared/table/attributes';
import { conditionalWrite } from '../../shared/table/conditional-write';
import { keyPrefixes } from '../../shared/table/key-prefixes';
import { SCHEMA_VERSION } from '../../shared/table/schema-version';

/** The kind of attempt that is counted by its source. */
export type AttemptKind = 'sign-in' | 'sign-up';

/**
 * The kind of request that is counted: an attempt, a code of a reset, a proof of a second factor, the options of a
 * passkey, a mail by its source, its account or its address, or a notice.
 */
export type SourceKind =
  | AttemptKind
  | 'password-reset'
  | 'second-factor'
  | 'passkey-options'
  | 'mail'
  | 'mail-account'
  | 'mail-address'
  | 'notice';

/** The key of a count: one kind of request, from one source, in one window. */
export interface SourceWindow {
  readonly kind: SourceKind;
  /** A keyed hash of the source, the account or the address. */
  readonly sourceHash: string;
  /** When the window ends, in epoch seconds. */
  readonly endsAt: number;
}

/** Stores the counts of sources. */
export interface SourceRateLimits {
  /**
   * Counts one more attempt.
   * @returns false when `max` attempts are already counted
   */
  reserve(window: SourceWindow, max: number): Promise<boolean>;
  /** Subtracts an attempt that has succeeded. */
  refund(window: SourceWindow): Promise<void>;
}

const WINDOW_SECONDS = 15 * 60;

/** The lengths of the windows of mails, in seconds. */
const MAIL_WINDOWS: Readonly<Partial<Record<SourceKind, number>>> = {
  mail: 3_600,
  'mail-account': 86_400,
  'mail-address': 86_400,
};

/** How long expired items are kept, so that a refund finds the count that it belongs to. */
const KEPT_SECONDS = 60 * 60;

/**
 * Returns the window that contains a time. The windows of attempts begin at full quarters of an hour. Those of
 * mails begin at full hours, or at days in UTC.
 */
export function windowAt(kind: SourceKind, sourceHash: string, nowMillis: number): SourceWindow {
  const seconds = MAIL_WINDOWS[kind] ?? WINDOW_SECONDS;
  const index = Math.floor(nowMillis / 1000 / seconds);
  return { kind, sourceHash, endsAt: (index + 1) * seconds };
}

/** Creates a store that keeps counts in the DynamoDB table. */
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
