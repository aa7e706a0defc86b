/** Keeps a number of connections to a server busy, and measures its responses. */
import type { Sent } from '../http/client';
import { openRawConnection, type RawConnection } from './raw-connection';
import { percentile } from './summarize';

/** The request and the load. */
export interface LoadOptions {
  /** For example `http://127.0.0.1:3000`. */
  readonly origin: string;
  readonly request: Omit<Sent, 'json'>;
  /** The number of connections. Each sends its next request after the response to the previous one. */
  readonly connections: number;
  readonly seconds: number;
}

/** The result of a load. */
export interface LoadResult {
  /** Answers per second. */
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/**
 * Runs the load.
 * @throws Error when a response is not 200, because other work would be measured
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
