import { createTally } from '../../../bench/load/tally';

test('outcomes are counted by action, with their percentiles', () => {
  const tally = createTally();
  for (let ms = 1; ms <= 101; ms++) tally.add({ action: 'get a foo', result: 200, ms });

  expect(tally.count()).toBe(101);
  expect(tally.summaries()).toEqual([
    { action: 'get a foo', count: 101, p50: 51, p90: 91, p99: 100, max: 101 },
  ]);
  expect(tally.failures()).toEqual([]);
});

test('of the failures only 429 is expected', () => {
  const tally = createTally();
  for (const result of [429, 500, 'ECONNRESET', 500, 401]) tally.add({ action: 'sign in', result, ms: 1 });

  expect(tally.failures().map(({ result, count, expected }) => [result, count, expected])).toEqual([
    [429, 1, true],
    [500, 2, false],
    ['ECONNRESET', 1, false],
    [401, 1, false],
  ]);
});
