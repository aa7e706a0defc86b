import { call, showClock, turnClock } from './call-clock';
import { synthesizeClockFixture } from './synthesize-clock-fixture';
import { useLocalRuns } from './use-local-runs';

const DAY = 86_400;

const local = useLocalRuns(synthesizeClockFixture, { maxInstances: 1, standingClock: true });
const { start } = local;

test('an expired item is also deleted by a turn of years, and by a start years ahead', async () => {
  const { run } = await start({ memory: true });
  expect((await call(run, '/items', { method: 'POST' })).status).toBe(200);
  await turnClock(run, 'P2000D');
  expect(await (await call(run, '/items')).json()).toBe(0);
  const stored = (await start({ fresh: true })).run;
  expect((await call(stored, '/items', { method: 'POST' })).status).toBe(200);
  await local.endLast();
  const later = (await start({ clock: Date.now() + 2_000 * DAY * 1_000 })).run;
  expect(await (await call(later, '/items')).json()).toBe(0);
  await local.endLast();
  await start({ fresh: true });
});

test('a turned clock does not go back at the next start, except with fresh tables', async () => {
  const first = await start();
  expect((await call(first.run, '/items', { method: 'POST' })).status).toBe(200);
  await turnClock(first.run, 'P1D');
  await local.endLast();
  const { run, events } = await start({ clock: Date.now() + 4 * DAY * 1_000 });
  const clock = events.find(({ kind }) => kind === 'clock');
  expect(clock).toMatchObject({ aheadSeconds: expect.any(Number) });
  expect((clock as { aheadSeconds: number }).aheadSeconds).toBeGreaterThan(3 * DAY);
  // Items that expired long before the start are deleted.
  expect(await (await call(run, '/items')).json()).toBe(0);
  await local.endLast();
  await expect(start({ clock: Date.now() + DAY * 1_000 })).rejects.toThrow(
    /Give a later time, or use --fresh\.$/,
  );
  const third = await start();
  expect((await showClock(third.run)).ahead).toMatch(/^P[34]D/);
  await turnClock(third.run, 'P10D');
  await local.endLast();
  expect((await showClock((await start()).run)).ahead).toMatch(/^P1[34]D/);
  await local.endLast();
  const fresh = await start({ fresh: true });
  expect((await showClock(fresh.run)).ahead).toBe('PT0S');
  expect(fresh.events.filter(({ kind }) => kind === 'clock')).toEqual([]);
});
