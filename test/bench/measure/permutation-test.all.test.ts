import { betweenDistributions, betweenMedians, type Distance } from '../../../bench/measure/distances';
import { comparePairs, SIGNIFICANCE } from '../../../bench/measure/permutation-test';
import { type Random, seededRandom } from '../../../bench/measure/seeded-random';

const TURNS = 220;
/** The smallest number of exchanges that can detect a difference. */
const FEW = 1_099;

/** Returns times as on a busy machine: about 30 ms, some far longer, and slower from turn to turn. */
function timesOf(random: Random, { later = 0, sometimesLater = 0 } = {}): number[] {
  return Array.from({ length: TURNS }, (_, turn) => {
    const jitter = random() + random() + random() - 1.5;
    const stall = random() < 0.05 ? 200 * random() : 0;
    const extra = later + (random() < 0.3 ? sometimesLater : 0);
    return 30 + turn / 20 + 2 * jitter + stall + extra;
  });
}

const distances: readonly [string, Distance][] = [
  ['medians', betweenMedians],
  ['distributions', betweenDistributions],
];

describe.each(distances)('by their %s', (_what, distanceOf) => {
  test('detects samples that differ, even if the machine drifts and stalls', () => {
    const random = seededRandom(1);
    const { p, distance, visible } = comparePairs(
      timesOf(random),
      timesOf(random, { later: 3 }),
      distanceOf,
      FEW,
    );
    expect(p).toBeLessThan(SIGNIFICANCE);
    expect(distance).toBeGreaterThan(visible);
  });

  test('finds no difference between equal samples', () => {
    const random = seededRandom(2);
    const { p, distance, visible } = comparePairs(timesOf(random), timesOf(random), distanceOf, FEW);
    expect(p).toBeGreaterThan(0.01);
    expect(distance).toBeLessThan(visible);
  });

  test('p is the share of exchanges with at least the measured distance, including the measurement itself', () => {
    // Two of the four exchanges of two turns have the same distance.
    const { p } = comparePairs([1, 2], [11, 12], distanceOf, FEW);
    expect(p).toBeGreaterThan(0.48);
    expect(p).toBeLessThan(0.52);
  });

  test('identical samples have distance 0 and p 1', () => {
    const sample = timesOf(seededRandom(3));
    expect(comparePairs(sample, sample, distanceOf, FEW)).toMatchObject({ distance: 0, p: 1 });
  });

  test('p is never 0, and the same in every run', () => {
    const random = seededRandom(4);
    const [first, second] = [timesOf(random), timesOf(random, { later: 100 })];
    const judgement = comparePairs(first, second, distanceOf, FEW);
    expect(judgement.p).toBe(1 / (1 + FEW));
    expect(comparePairs(first, second, distanceOf, FEW)).toEqual(judgement);
  });
});

test('occasional delays show only in the distributions', () => {
  const random = seededRandom(5);
  const { p } = comparePairs(
    timesOf(random),
    timesOf(random, { sometimesLater: 20 }),
    betweenDistributions,
    FEW,
  );
  expect(p).toBeLessThan(SIGNIFICANCE);
});

test('equal samples are judged different about as rarely as p says', () => {
  const random = seededRandom(6);
  const small = () => Array.from({ length: 12 }, random);
  const judged = Array.from({ length: 60 }, () => comparePairs(small(), small(), betweenMedians, FEW).p);
  expect(judged.filter((p) => p < 0.1).length).toBeLessThan(15);
  expect(judged.filter((p) => p < 0.5).length).toBeGreaterThan(15);
});

test('rejects samples that cannot be paired', () => {
  expect(() => comparePairs([1, 2], [1], betweenMedians)).toThrow('not pairs');
  expect(() => comparePairs([], [], betweenMedians)).toThrow('not pairs');
});
