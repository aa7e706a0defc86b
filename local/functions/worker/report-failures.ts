/** Reports errors that a function catches and answers by itself, where it publishes them. */
import { subscribe } from 'node:diagnostics_channel';

/** Publishes `{ error }`. A function that publishes nothing is reported by what it throws. */
export const FAILURE_CHANNEL = 'function:failure';

/** Reports each published error. */
export function reportFailures(report: (error: unknown) => void): void {
  subscribe(FAILURE_CHANNEL, (message) => report((message as { error?: unknown }).error));
}
