/** Writes audit events to a stream of a CloudWatch log group. */
import type { RecordAudit } from '../../lambda/identity/operator/record-audit';
import { AwsCallError } from '../../lambda/shared/aws/aws-call-error';
import type { AwsClient } from '../../lambda/shared/aws/aws-client';
import { AuditNotWrittenError } from './audit-not-written-error';
import { formatAuditLine, type OperatorRun } from './operator-run';

/** The log group and the run of the events. */
export interface LogsAuditOptions {
  /** Returns a CloudWatch Logs client with valid credentials; an import may run longer than its first credentials are valid. */
  readonly connect: () => Promise<AwsClient>;
  readonly logGroup: string;
  /** Returns the operator and the command. Called once, before the first event. */
  readonly describeRun: () => Promise<OperatorRun>;
  /** Returns the current time in epoch milliseconds. */
  readonly now: () => number;
}

/** An event that waits for the next batch. */
interface Waiting {
  readonly timestamp: number;
  readonly message: string;
  readonly settle: (error?: unknown) => void;
}

/** The maximum events and bytes of one call: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
const MAX_EVENTS = 10_000;
const MAX_BYTES = 1_048_576;
/** The bytes that CloudWatch Logs adds to each event. */
const EVENT_OVERHEAD = 26;

/** Thrown when CloudWatch Logs rejects an event as too old or in the future, because the operator's clock is wrong. */
class RejectedEventsError extends Error {
  constructor() {
    super('CloudWatch Logs rejects its time; set the clock of this computer');
    this.name = 'RejectedEventsError';
  }
}

/**
 * Creates the adapter. Each run has its own log stream, `operator/<day>/<run id>`, which is created at the first event. Events that
 * arrive during a call share the next call.
 */
export function createLogsAudit({ connect, logGroup, describeRun, now }: LogsAuditOptions): RecordAudit {
  let opened: Promise<{ readonly run: OperatorRun; readonly stream: string }> | undefined;
  let waiting: Waiting[] = [];
  let isWriting = false;

  async function open() {
    const run = await describeRun();
    const stream = `operator/${new Date(now()).toISOString().slice(0, 10)}/${run.runId}`;
    await createStream(await connect(), logGroup, stream);
    return { run, stream };
  }

  async function write(stream: string, batch: readonly Waiting[]): Promise<void> {
    const client = await connect();
    const { rejectedLogEventsInfo } = await client.call('PutLogEvents', {
      logGroupName: logGroup,
      logStreamName: stream,
      logEvents: batch.map(({ timestamp, message }) => ({ timestamp, message })),
    });
    if (rejectedLogEventsInfo !== undefined) throw new RejectedEventsError();
  }

  async function writeAll(stream: string): Promise<void> {
    if (isWriting) return;
    isWriting = true;
    while (waiting.length > 0) {
      const batch = takeBatch(waiting);
      waiting = waiting.slice(batch.length);
      const error = await write(stream, batch).then(
        () => undefined,
        (cause: unknown) => new AuditNotWrittenError(logGroup, cause),
      );
      for (const { settle } of batch) settle(error);
    }
    isWriting = false;
  }

  return async (event, fields) => {
    opened ??= open().catch((cause: unknown) => {
      throw new AuditNotWrittenError(logGroup, cause);
    });
    const { run, stream } = await opened;
    // CloudWatch Logs requires the events of a batch in order of time, even if the clock goes backward
    const timestamp = Math.max(now(), waiting.at(-1)?.timestamp ?? 0);
    const message = formatAuditLine(run, { event, fields, at: new Date(timestamp) });
    await new Promise<void>((resolve, reject) => {
      waiting.push({ timestamp, message, settle: (error) => (error ? reject(error) : resolve()) });
      void writeAll(stream);
    });
  };
}

/** Creates a stream. It may exist after a retry of a call whose response was lost, because no other run has its id. */
async function createStream(client: AwsClient, logGroup: string, stream: string): Promise<void> {
  try {
    await client.call('CreateLogStream', { logGroupName: logGroup, logStreamName: stream });
  } catch (error) {
    if (error instanceof AwsCallError && error.reason === 'ResourceAlreadyExistsException') return;
    throw error;
  }
}

/** Returns as many of the first events as one call accepts, and at least one. */
function takeBatch(waiting: readonly Waiting[]): readonly Waiting[] {
  let bytes = 0;
  const end = waiting.findIndex(({ message }, index) => {
    bytes += Buffer.byteLength(message) + EVENT_OVERHEAD;
    return index === MAX_EVENTS || (bytes > MAX_BYTES && index > 0);
  });
  return end < 0 ? waiting : waiting.slice(0, end);
}
