/** Unpacks the event that CloudWatch Logs sends to a subscriber. */
import { gunzipSync } from 'node:zlib';

/** The event of a subscription. */
export interface SubscriptionEvent {
  readonly awslogs: {
    /** JSON, compressed with gzip and encoded in base64. */
    readonly data: string;
  };
}

/** One line of a log. */
export interface LogLine {
  /** Unique to the line, so that a receiver can recognize duplicates. */
  readonly id: string;
  /** When it was written, in epoch milliseconds. */
  readonly timestamp: number;
  readonly message: string;
}

/** Far above any batch. A larger one would be an attempt to exhaust the memory. */
const MAX_BATCH_BYTES = 32 * 1024 * 1024;

/**
 * Returns the lines of a batch, and none for the test message of CloudWatch Logs.
 * @throws Error when it is not such a batch
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
 */
export function readLogBatch({ awslogs }: SubscriptionEvent): readonly LogLine[] {
  const packed = Buffer.from(awslogs.data, 'base64');
  const batch = parseBatch(gunzipSync(packed, { maxOutputLength: MAX_BATCH_BYTES }).toString('utf8'));
  const { messageType, logEvents } = batch;
  if (messageType === 'CONTROL_MESSAGE') return [];
  if (messageType !== 'DATA_MESSAGE' || !Array.isArray(logEvents)) {
    throw new Error('A batch of CloudWatch Logs must be a DATA_MESSAGE with logEvents');
  }
  return logEvents as LogLine[];
}

function parseBatch(text: string): { readonly messageType?: unknown; readonly logEvents?: unknown } {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    // No cause: the runtime logs thrown errors, and the parser's message quotes the text.
    throw new Error('A batch of CloudWatch Logs must be JSON');
  }
}
