/** Gathers the messages for one invocation, as Lambda's pollers do. */
import type { ReceivedMessage } from '../aws/sqs/message';
import type { Queue } from '../aws/sqs/queue';
import { waitForChange } from '../aws/sqs/wait-for-change';
import type { RunClock } from '../clock/run-clock';
import type { EventSource } from '../template/queues/event-source';

/** The limit of an event, with room for what surrounds the bodies. */
const MAX_BATCH_BYTES = 5_500_000;

/** The inputs of a batch. */
export interface GatherOptions {
  readonly queue: Queue;
  readonly source: Pick<EventSource, 'batchSize' | 'batchingWindowSeconds'>;
  readonly clock: Pick<RunClock, 'now'>;
  /** Ends the wait for messages. */
  readonly signal: AbortSignal;
}

/**
 * Waits for messages. Resolves when the batch is full or its window has ended, which begins with the first
 * message. When aborted, resolves with what was received.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html#invocation-eventsourcemapping-batching
 */
export async function gatherBatch({
  queue,
  source,
  clock,
  signal,
}: GatherOptions): Promise<readonly ReceivedMessage[]> {
  const batch: ReceivedMessage[] = [];
  let bytes = 0;
  let closesAt = Number.POSITIVE_INFINITY;
  while (!signal.aborted) {
    const received = queue.receive({
      most: source.batchSize - batch.length,
      maxBytes: MAX_BATCH_BYTES - bytes,
    });
    if (batch.length === 0 && received.length > 0) {
      closesAt = clock.now() + source.batchingWindowSeconds * 1_000;
    }
    batch.push(...received);
    bytes += received.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
    const left = closesAt - clock.now();
    if (batch.length >= source.batchSize || bytes >= MAX_BATCH_BYTES || left <= 0) break;
    await waitForChange({ queue, clock, mostMs: left, signal });
  }
  return batch;
}
