/** Keeps a number of connections to a server busy, and measures what it answers. */
import type { Sent } from '../http/client';
import { openRawConnection, type RawConnection } from './raw-connection';
import { percentile } from './summarize';

/** What to send, and for how long. */
export interface LoadOptions {
  /** Such as `http://127.0.0.1:3000`. */
  readonly origin: string;
  readonly request: Omit<Sent, 'json'>;
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
  const opened = Array.from({ length: connections }, () => openRawConnection(origin, request));
  const times: number[] = [];
  const started = performance.now();
  const end = started + seconds * 1000;

  async function keepBusy(connection: RawConnection): Promise<void> {
    for (let now = performance.now(); now < end; ) {
      const { status, body } = await connection.send();
      if (status !== 200) throw new Error(`${request.path} answered ${status}: ${body.slice(0, 200)}`);
      const then = now;
      now = performance.now();
      times.push(now - then);
    }
  }

  try {
    await Promise.all(opened.map(keepBusy));
  } finally {
    for (const connection of opened) connection.close();
  }
  const perSecond = times.length / ((performance.now() - started) / 1000);
  times.sort((a, b) => a - b);
  return { perSecond, p50: percentile(times, 50), p99: percentile(times, 99) };
}
