/** Counts the outcomes of a load test. */
import { percentile } from '../measure/summarize';

/** The outcome of one request. */
export interface Outcome {
  readonly action: string;
  /** A status, or the error code of a connection, such as `ECONNRESET`. */
  readonly result: number | string;
  readonly ms: number;
}

/** The outcomes of one action. Times are in milliseconds. */
export interface ActionSummary {
  readonly action: string;
  readonly count: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

/** An unsuccessful result. */
export interface Failure {
  readonly action: string;
  readonly result: number | string;
  readonly count: number;
  /** Whether an API may answer so under load: 429 Too Many Requests. */
  readonly expected: boolean;
}

/** The outcomes so far. */
export interface Tally {
  add(outcome: Outcome): void;
  count(): number;
  summaries(): readonly ActionSummary[];
  failures(): readonly Failure[];
}

/** Creates an empty tally. */
export function createTally(): Tally {
  const times = new Map<string, number[]>();
  const failures = new Map<string, { action: string; result: number | string; count: number }>();
  let count = 0;
  return {
    add({ action, result, ms }) {
      count += 1;
      const known = times.get(action) ?? [];
      known.push(ms);
      times.set(action, known);
      if (typeof result === 'number' && result >= 200 && result < 300) return;
      const key = `${action} ${result}`;
      const failure = failures.get(key) ?? { action, result, count: 0 };
      failures.set(key, { ...failure, count: failure.count + 1 });
    },
    count: () => count,
    summaries: () =>
      [...times].map(([action, values]) => {
        const sorted = [...values].sort((a, b) => a - b);
        const [p50 = 0, p90 = 0, p99 = 0, max = 0] = [50, 90, 99, 100].map((share) =>
          percentile(sorted, share),
        );
        return { action, count: sorted.length, p50, p90, p99, max };
      }),
    failures: () =>
      [...failures.values()].map((failure) => ({ ...failure, expected: failure.result === 429 })),
  };
}
