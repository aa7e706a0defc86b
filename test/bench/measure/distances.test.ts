import { betweenDistributions, betweenMedians } from '../../../bench/measure/distances';

test('medians are as far apart as the values in the middle, whatever their order', () => {
  expect(betweenMedians([3, 1, 2], [10, 30, 20])).toBe(18);
  expect(betweenMedians([10, 30, 20], [3, 1, 2])).toBe(18);
  expect(betweenMedians([1, 2, 3, 10], [2.5])).toBe(0);
});

test('numbers are ordered as numbers', () => {
  expect(betweenMedians([9, 10, 100], [10])).toBe(0);
});

test('distributions are 0 apart when they are the same, and 1 when nothing overlaps', () => {
  expect(betweenDistributions([1, 2, 3], [3, 2, 1])).toBe(0);
  expect(betweenDistributions([1, 2, 3], [4, 5])).toBe(1);
  expect(betweenDistributions([4, 5], [1, 2, 3])).toBe(1);
});

test('distributions are as far apart as where they differ most', () => {
  expect(betweenDistributions([1, 2, 3, 4], [3, 4, 5, 6])).toBe(0.5);
});

test('equal values count on both sides at once', () => {
  expect(betweenDistributions([1, 1, 1, 2], [1, 2, 2, 2])).toBe(0.5);
});

test('distributions show what leaves the medians alone', () => {
  const same = [1, 2, 3, 4, 5, 6, 7];
  const spread = [-90, -80, -70, 4, 70, 80, 90];
  expect(betweenMedians(same, spread)).toBe(0);
  expect(betweenDistributions(same, spread)).toBeCloseTo(3 / 7);
});
