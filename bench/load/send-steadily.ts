/**
 * Sends at a steady rate, whether or not earlier requests are answered: a slow server gets no rest by being slow. autocannon waits for
 * a free connection at any rate, and so hides such a server's delays.
 */
import { setTimeout as sleep } from 'node:timers/promises';

/** What to send, and how fast. */
export interface SteadyOptions {
  /** A second. */
  readonly rate: number;
  readonly seconds: number;
  /** Sends one; must not reject. */
  send(): Promise<void>;
}

const TICK_MS = 5;

/** Resolves once all are sent and answered. */
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
