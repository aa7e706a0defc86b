/** Starts the event sources of an app. */
import type { Queues } from '../aws/sqs/queues';
import type { RunClock } from '../clock/run-clock';
import type { InvocationTrace } from '../functions/invocation-trace';
import type { Invoke } from '../functions/invoke';
import { shortId } from '../support/short-id';
import type { LocalApp } from '../template/model';
import { findRejections } from './find-rejections';
import { type Poller, pollQueue } from './poll-queue';

/** The dependencies of the event sources. */
export interface EventSourcesOptions {
  readonly app: Pick<LocalApp, 'eventSources' | 'functions'>;
  readonly queues: Queues;
  readonly clock: Pick<RunClock, 'now'>;
  readonly invoke: Invoke;
  onInvocation(trace: InvocationTrace): void;
  onFault(error: unknown): void;
  /** Receives a sentence for each reason why a mapping is not started. */
  onRejection(text: string): void;
}

/**
 * Starts every mapping that AWS would accept. Roles and settings are evaluated once, at the start.
 * @returns a poller that stops all
 */
export function startEventSources({ app, queues, clock, ...options }: EventSourcesOptions): Poller {
  const pollers = (app.eventSources ?? []).flatMap((source) => {
    const queue = queues.withArn(source.queueArn);
    const definition = app.functions.find(({ arn }) => arn === source.functionArn);
    // The list at the start names mappings whose function is not run.
    if (queue === undefined || definition === undefined) return [];
    const rejections = findRejections(source, queue.definition, definition, clock.now());
    for (const rejection of rejections) {
      const name = shortId(definition.logicalId);
      options.onRejection(
        `AWS would reject this deployment: ${rejection}. ${name} receives no messages of this queue.`,
      );
    }
    if (rejections.length > 0) return [];
    return [pollQueue({ ...options, source, logicalId: definition.logicalId, queue, clock })];
  });
  return {
    stop: async () => {
      await Promise.all(pollers.map((poller) => poller.stop()));
    },
  };
}
