/**
 * Sends requests at a constant rate, whether or not earlier ones are answered. A slow server gets no relief. autocannon waits for a
 * free connection at any rate, and so hides the delays of a slow server.
 */
import { setTimeout as sleep } from 'node:timers/promises';

/** The rate, the duration and the request. */
export interface SteadyOptions {
  /** Requests per second. */
  readonly rate: number;
  readonly seconds: number;
  /** Sends one request. Must not reject. */
  send(): Promise<void>;
}

const TICK_MS = 5;

/** Resolves when all requests are sent and answered. */
export async function sendSteadily({ rate, seconds, send }: SteadyOptions): Promise<void> {
  const underWay = new Set<Promise<void>>();
  const started = performance.now();
  const total = Math.round(rate * seconds);
  for (let sent = 0; sent < total; ) {
    const due = Math.min(total, Math.floor(((performance.now() - started) / 1000) * rate) + 1);
    for (; sent < due; sent++) {
      const sending: Promise<void> = send().finally(() => underWay.delete(sending));
      underWay.add(sending);
    }
    await sleep(TICK_MS);
  }
  await Promise.all(underWay);
}
