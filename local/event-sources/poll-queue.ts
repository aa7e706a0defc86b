/** Invokes a function with the messages of a queue, as Lambda's event source mapping does. */
import type { ReceivedMessage } from '../aws/sqs/message';
import type { Queue } from '../aws/sqs/queue';
import type { RunClock } from '../clock/run-clock';
import type { InvocationTrace } from '../functions/invocation-trace';
import type { Invoke } from '../functions/invoke';
import { invokeForSource } from '../functions/invoke-for-source';
import type { EventSource } from '../template/queues/event-source';
import { describeRecord } from './describe-record';
import { gatherBatch } from './gather-batch';
import { readOutcome } from './read-outcome';

/**
 * The concurrency with which Lambda begins to poll a queue, and the maximum here: a function has at most ten
 * instances.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 */
const FIRST_CONCURRENCY = 5;
const MAX_CONCURRENCY = 10;

/** The dependencies of a poller. */
export interface PollerOptions {
  readonly source: EventSource;
  /** The logical id of the function. */
  readonly logicalId: string;
  readonly queue: Queue;
  readonly clock: Pick<RunClock, 'now'>;
  readonly invoke: Invoke;
  /** Receives each invocation after its messages are deleted. */
  onInvocation(trace: InvocationTrace): void;
  /** Receives unexpected errors, such as those of the disk. */
  onFault(error: unknown): void;
}

/** A running poller. */
export interface Poller {
  /** Receives nothing from now on. Resolves when the running invocations have settled. */
  stop(): Promise<void>;
}

/** Starts a poller. It holds the messages of a batch until its invocation has settled. */
export function pollQueue(options: PollerOptions): Poller {
  const { source, queue, clock } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const most = Math.min(source.maximumConcurrency ?? FIRST_CONCURRENCY, MAX_CONCURRENCY);
  const running = new Set<Promise<void>>();

  async function poll(): Promise<void> {
    while (!signal.aborted) {
      if (running.size >= most) {
        await Promise.race(running);
        continue;
      }
      const batch = await gatherBatch({ queue, source, clock, signal });
      if (batch.length === 0) continue;
      const invocation: Promise<void> = deliver(batch, options)
        .catch(options.onFault)
        .finally(() => running.delete(invocation));
      running.add(invocation);
    }
    await Promise.all(running);
  }

  const polling = poll().catch(options.onFault);
  return {
    stop: () => {
      stopping.abort();
      return polling;
    },
  };
}

/** Messages that failed become visible after the rest of their visibility timeout. */
async function deliver(
  batch: readonly ReceivedMessage[],
  { source, logicalId, queue, invoke, onInvocation }: PollerOptions,
): Promise<void> {
  const { definition } = queue;
  await invokeForSource(
    {
      source: definition.logicalId,
      logicalId,
      unit: 'message',
      records: batch.length,
      functionArn: source.functionArn,
      event: { Records: batch.map((message) => describeRecord(message, definition)) },
      invoke,
      onInvocation,
    },
    (result) => {
      const ids = batch.map(({ id }) => id);
      const { failed, ...outcome } = readOutcome(result, ids, source.reportsBatchItemFailures);
      for (const { id, receiptHandle } of batch) {
        if (!failed.has(id)) queue.delete(receiptHandle);
      }
      return { ...outcome, failed: failed.size };
    },
  );
}
