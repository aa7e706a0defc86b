/** Hands unexpected failures, as they were thrown, to whatever in the same process has subscribed. */
import { channel } from 'node:diagnostics_channel';

/**
 * The channel's name. Nothing subscribes on AWS, so that messages which may quote secrets stay out of every log; the local run
 * subscribes, and prints them.
 */
export const FAILURE_CHANNEL = 'function:failure';

const failures = channel(FAILURE_CHANNEL);

/** Publishes what was thrown. */
export function publishFailure(error: unknown): void {
  failures.publish({ error });
}
