/** The clock of a local run from start to start. test/local/state/restore-clock.test.ts covers its rules. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalEvent } from '../../local/run/event';
import { type LocalRun, type LocalRunOptions, startLocalRun } from '../../local/start-local-run';
import { synthesizeClockFixture } from './synthesize-clock-fixture';

const DAY = 86_400;

let project: string;
let assembly: string;
const runs: LocalRun[] = [];

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'clock-run-test-'));
  assembly = synthesizeClockFixture(project);
});
afterEach(async () => {
  for (const run of runs.splice(0)) await run.close();
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

async function start(options: LocalRunOptions = {}): Promise<{ run: LocalRun; events: LocalEvent[] }> {
  const events: LocalEvent[] = [];
  const run = await startLocalRun({
    project,
    assembly,
    maxInstances: 1,
    standingClock: true,
    onEvent: (event) => events.push(event),
    ...options,
  });
  runs.push(run);
  return { run, events };
}

async function showClock({ origin }: LocalRun): Promise<{ readonly now: string; readonly ahead: string }> {
  return (await fetch(`${origin}/_local/clock`)).json() as never;
}

async function turnClock({ origin }: LocalRun, advance: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify({ advance }) };
  expect((await fetch(`${origin}/_local/clock`, init)).status).toBe(200);
}

const call = (run: LocalRun, path: string, init: RequestInit = {}) =>
  fetch(run.origin + path, { ...init, headers: { authorization: 'token' } });

test('an expired item is also deleted by a turn of years, and by a start years ahead', async () => {
  const { run } = await start({ memory: true });
  expect((await call(run, '/items', { method: 'POST' })).status).toBe(200);
  await turnClock(run, 'P2000D');
  expect(await (await call(run, '/items')).json()).toBe(0);
  const stored = (await start({ fresh: true })).run;
  expect((await call(stored, '/items', { method: 'POST' })).status).toBe(200);
  await runs.pop()?.close();
  const later = (await start({ clock: Date.now() + 2_000 * DAY * 1_000 })).run;
  expect(await (await call(later, '/items')).json()).toBe(0);
  await runs.pop()?.close();
  await start({ fresh: true });
});

test('a turned clock does not go back at the next start, except with fresh tables', async () => {
  const first = await start();
  expect((await call(first.run, '/items', { method: 'POST' })).status).toBe(200);
  await turnClock(first.run, 'P1D');
  await runs.pop()?.close();
  const { run, events } = await start({ clock: Date.now() + 4 * DAY * 1_000 });
  const clock = events.find(({ kind }) => kind === 'clock');
  expect(clock).toMatchObject({ aheadSeconds: expect.any(Number) });
  expect((clock as { aheadSeconds: number }).aheadSeconds).toBeGreaterThan(3 * DAY);
  // Items that expired long before the start are deleted.
  expect(await (await call(run, '/items')).json()).toBe(0);
  await runs.pop()?.close();
  await expect(start({ clock: Date.now() + DAY * 1_000 })).rejects.toThrow(
    /Give a later time, or use --fresh\.$/,
  );
  const third = await start();
  expect((await showClock(third.run)).ahead).toMatch(/^P[34]D/);
  await turnClock(third.run, 'P10D');
  await runs.pop()?.close();
  expect((await showClock((await start()).run)).ahead).toMatch(/^P1[34]D/);
  await runs.pop()?.close();
  const fresh = await start({ fresh: true });
  expect((await showClock(fresh.run)).ahead).toBe('PT0S');
  expect(fresh.events.filter(({ kind }) => kind === 'clock')).toEqual([]);
});
