/** Starts local runs of the app with a queue, for tests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InvocationTrace } from '../../local/functions/invocation-trace';
import type { LocalEvent } from '../../local/run/event';
import { type LocalRun, type LocalRunOptions, startLocalRun } from '../../local/start-local-run';
import { waitUntil } from '../support/wait-until';
import { synthesizeQueueFixture } from './synthesize-queue-fixture';

type Kind = LocalEvent['kind'];
type EventOf<K extends Kind> = Extract<LocalEvent, { kind: K }>;

/** A run with what a test asks of it. */
export interface QueueRun {
  readonly run: LocalRun;
  /** Returns the events of a kind. */
  all<K extends Kind>(kind: K): readonly EventOf<K>[];
  /** Sends a message by the API. */
  send(body: string): Promise<{ readonly status: number; readonly text: string }>;
  /** Returns how many messages the queues hold. */
  count(): Promise<unknown>;
  /** Resolves with the traces of at least as many invocations. */
  invocations(number: number): Promise<readonly InvocationTrace[]>;
  /** Returns the records that an invocation received. */
  recordsOf(trace: InvocationTrace | undefined): unknown;
}

/** A folder for runs, which `close` ends and removes. */
export interface QueueRuns {
  readonly project: string;
  /** Starts a run in memory, whose clock stands. */
  start(options?: LocalRunOptions): Promise<QueueRun>;
  /** Ends the runs. */
  end(): Promise<void>;
  remove(): void;
}

/** Synthesizes the app. */
export function prepareQueueRuns(): QueueRuns {
  const project = mkdtempSync(join(tmpdir(), 'queue-run-test-'));
  const assembly = synthesizeQueueFixture(project);
  const runs: LocalRun[] = [];
  return {
    project,
    async start(options = {}) {
      const events: LocalEvent[] = [];
      const run = await startLocalRun({
        project,
        assembly,
        maxInstances: 1,
        standingClock: true,
        memory: true,
        onEvent: (event) => events.push(event),
        ...options,
      });
      runs.push(run);
      const url = `${run.origin}/messages`;
      const all = <K extends Kind>(kind: K) =>
        events.filter((event): event is EventOf<K> => event.kind === kind);
      return {
        run,
        all,
        send: async (body) => {
          const answer = await fetch(url, { method: 'POST', body });
          return { status: answer.status, text: await answer.text() };
        },
        count: async () => (await fetch(url)).json(),
        invocations: (number) =>
          waitUntil(() => {
            const traces = all('invocation').map(({ trace }) => trace);
            return traces.length >= number && traces;
          }),
        recordsOf: (trace) => {
          const log = all('function-log').find((event) => event.log.requestId === trace?.requestId)?.log;
          return JSON.parse(log?.text ?? 'null');
        },
      };
    },
    end: async () => {
      for (const run of runs.splice(0)) await run.close();
    },
    remove: () => rmSync(project, { recursive: true, force: true }),
  };
}
