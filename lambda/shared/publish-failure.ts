/** Publishes unexpected errors, as they were thrown, to subscribers in the same process. */
import { channel } from 'node:diagnostics_channel';

/**
 * The channel's name. Nothing subscribes on AWS, because messages may quote secrets and must stay out of
 * every log. The local run subscribes and prints them.
 */
export const FAILURE_CHANNEL = 'function:failure';

const failures = channel(FAILURE_CHANNEL);

/** Publishes a thrown error. */
export function publishFailure(error: unknown): void {
  failures.publish({ error });
}
