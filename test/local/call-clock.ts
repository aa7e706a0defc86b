/** Calls the clock and the API of a local run that serves the clock's fixture. */
import type { LocalRun } from '../../local/start-local-run';

/** Returns the time of the run. */
export async function showClock({
  origin,
}: LocalRun): Promise<{ readonly now: string; readonly ahead: string }> {
  return (await fetch(`${origin}/_local/clock`)).json() as never;
}

/** Sets the clock forward by a duration (ISO 8601). */
export async function turnClock({ origin }: LocalRun, advance: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify({ advance }) };
  expect((await fetch(`${origin}/_local/clock`, init)).status).toBe(200);
}

/** Calls a route with a token. */
export const call = (run: LocalRun, path: string, init: RequestInit = {}) =>
  fetch(run.origin + path, { ...init, headers: { authorization: 'token' } });
