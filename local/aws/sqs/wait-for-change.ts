/** Waits until a consumer may find messages in a queue. */
import type { RunClock } from '../../clock/run-clock';
import type { Queue } from './queue';

/** The longest single timer. A longer wait looks again in between. */
const MAX_TIMER_MS = 3_600_000;

/** How long to wait. */
export interface WaitOptions {
  readonly queue: Pick<Queue, 'onChange' | 'nextVisibleAt'>;
  readonly clock: Pick<RunClock, 'now'>;
  /** The limit in milliseconds of this machine's time. @default - none */
  readonly mostMs?: number;
  /** Ends the wait. */
  readonly signal: AbortSignal;
}

/** Resolves after a change of the queue, when a message becomes visible, at the limit, or when aborted. */
export function waitForChange({ queue, clock, mostMs = MAX_TIMER_MS, signal }: WaitOptions): Promise<void> {
  return new Promise((resolve) => {
    const visibleAt = queue.nextVisibleAt();
    const untilVisible = visibleAt === undefined ? MAX_TIMER_MS : visibleAt - clock.now();
    const timer = setTimeout(end, Math.max(1, Math.min(mostMs, untilVisible, MAX_TIMER_MS)));
    const stopListening = queue.onChange(end);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();

    function end(): void {
      clearTimeout(timer);
      stopListening();
      signal.removeEventListener('abort', end);
      resolve();
    }
  });
}
