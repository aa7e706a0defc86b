/** Keeps a number of connections to a server busy, and measures what it answers. */
import { createHttpClient, type Sent } from '../http/client';
import { percentile } from './summarize';

/** What to send, and for how long. */
export interface LoadOptions {
  /** Such as `http://127.0.0.1:3000`. */
  readonly origin: string;
  readonly request: Sent;
  /** Each sends its next request when it has the answer to the one before. */
  readonly connections: number;
  readonly seconds: number;
}

/** What came of it. */
export interface LoadResult {
  /** Answers a second. */
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/**
 * Runs the load.
 * @throws Error when an answer is not 200: such a server would be measured at something else
 */
export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const { origin, request, connections, seconds } = options;
  const client = createHttpClient(origin, { connections });
  const times: number[] = [];
  const started = performance.now();
  const end = started + seconds * 1000;

  async function keepBusy(): Promise<void> {
    while (performance.now() < end) {
      const { status, text, ms } = await client.send(request);
      if (status !== 200) throw new Error(`${request.path} answered ${status}: ${text.slice(0, 200)}`);
      times.push(ms);
    }
  }

  try {
    await Promise.all(Array.from({ length: connections }, keepBusy));
  } finally {
    client.close();
  }
  const perSecond = times.length / ((performance.now() - started) / 1000);
  times.sort((a, b) => a - b);
  return { perSecond, p50: percentile(times, 50), p99: percentile(times, 99) };
}
