/** Calls the counter of the fixture's app. */
import type { LocalRun } from '../../local/start-local-run';

/** Stores a body, or reads the stored one. */
export async function counter(
  run: LocalRun,
  body?: string,
): Promise<{ readonly status: number; readonly value?: string }> {
  const init = body === undefined ? {} : { method: 'POST', body };
  const response = await fetch(`${run.origin}/counter`, init);
  return { status: response.status, ...((await response.json()) as { value?: string }) };
}
