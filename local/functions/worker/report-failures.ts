/** Reports errors that a function catches, answers itself and publishes. */
import { subscribe } from 'node:diagnostics_channel';

/** The channel for `{ error }`. Functions that do not publish are reported by what they throw. */
export const FAILURE_CHANNEL = 'function:failure';

/** Reports each published error. */
export function reportFailures(report: (error: unknown) => void): void {
  subscribe(FAILURE_CHANNEL, (message) => report((message as { error?: unknown }).error));
}
