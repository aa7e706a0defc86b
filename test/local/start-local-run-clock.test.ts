/** The clock of a local run: the parts that read it, and its state between runs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { call, showClock, turnClock } from './call-clock';
import { synthesizeClockFixture } from './synthesize-clock-fixture';
import { useLocalRuns } from './use-local-runs';

const DAY = 86_400;

const local = useLocalRuns(synthesizeClockFixture, { maxInstances: 1, standingClock: true });
const { start } = local;

test('functions, requests, responses, conditions of policies and the page see a turn', async () => {
  const { run, events } = await start({ memory: true });
  await turnClock(run, 'P30D');
  const { now, ahead } = await showClock(run);
  expect(ahead).toBe('P30D');
  const answer = await call(run, '/now');
  expect(Date.parse(answer.headers.get('date') ?? '')).toBe(Date.parse(now));
  expect(await answer.json()).toEqual({ now: Date.parse(now), requestedAt: Date.parse(now), awsDate: now });
  expect(events.filter(({ kind }) => kind === 'clock')).toEqual([
    { kind: 'clock', now: Date.parse(now), aheadSeconds: 30 * DAY },
  ]);
  expect(await (await fetch(`${run.origin}/_local/`)).text()).toContain(`datetime="${now}"`);
  const endpoint = join(local.project, '.local', 'endpoints', `${process.pid}.json`);
  expect(JSON.parse(readFileSync(endpoint, 'utf8'))).toMatchObject({ aheadSeconds: 30 * DAY });
});

test('a permission until a time ends with a turn', async () => {
  const { run } = await start({ memory: true, clock: Date.UTC(2029, 11, 31, 23, 59) });
  expect((await call(run, '/items', { method: 'POST' })).status).toBe(200);
  await turnClock(run, 'PT1H');
  expect((await call(run, '/items', { method: 'POST' })).status).toBe(502);
  expect(run.calls().at(-1)).toMatchObject({ action: 'dynamodb:PutItem', decision: 'denied' });
});

test('the cache of the authorizer and the rate of the stage follow a turn', async () => {
  const { run, events } = await start({ memory: true });
  const authorizers = () =>
    events.flatMap((event) => (event.kind === 'request' ? [event.trace.authorizer?.includes('cached')] : []));
  const statuses = async () => [
    (await call(run, '/now')).status,
    (await call(run, '/now')).status,
    (await call(run, '/now')).status,
  ];
  // a burst of two
  expect(await statuses()).toEqual([200, 200, 429]);
  await turnClock(run, 'PT299S');
  expect(await statuses()).toEqual([200, 200, 429]);
  expect(authorizers()).toEqual([false, true, true, true, true, true]);
  await turnClock(run, 'PT1S');
  await call(run, '/now');
  expect(authorizers().at(-1)).toBe(false);
});

test('an expired item is read for two days, and deleted then', async () => {
  const { run } = await start({ memory: true });
  // The item expires in an hour.
  expect(await (await call(run, '/items', { method: 'POST' })).json()).toBe(1);
  await turnClock(run, 'P1D');
  expect(await (await call(run, '/items')).json()).toBe(1);
  await turnClock(run, 'P1DT1H');
  expect(await (await call(run, '/items')).json()).toBe(0);
});

test('a run in memory stores no clock', async () => {
  const { run } = await start({ memory: true });
  await turnClock(run, 'P1D');
  await local.endLast();
  expect((await showClock((await start({ memory: true })).run)).ahead).toBe('PT0S');
});

test('a start in the past is rejected', async () => {
  await expect(start({ memory: true, clock: Date.UTC(2020, 0, 1) })).rejects.toThrow(
    /^--clock 2020-01-01T00:00Z is in the past: the clock shows \S+Z\. Give a later time\.$/,
  );
});
