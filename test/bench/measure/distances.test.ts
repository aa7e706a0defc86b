import { betweenDistributions, betweenMedians } from '../../../bench/measure/distances';

test('the distance of medians does not depend on the order of values', () => {
  expect(betweenMedians([3, 1, 2], [10, 30, 20])).toBe(18);
  expect(betweenMedians([10, 30, 20], [3, 1, 2])).toBe(18);
  expect(betweenMedians([1, 2, 3, 10], [2.5])).toBe(0);
});

test('sorts values as numbers', () => {
  expect(betweenMedians([9, 10, 100], [10])).toBe(0);
});

test('equal distributions have distance 0, and disjoint ones 1', () => {
  expect(betweenDistributions([1, 2, 3], [3, 2, 1])).toBe(0);
  expect(betweenDistributions([1, 2, 3], [4, 5])).toBe(1);
  expect(betweenDistributions([4, 5], [1, 2, 3])).toBe(1);
});

test('the distance of distributions is their largest difference', () => {
  expect(betweenDistributions([1, 2, 3, 4], [3, 4, 5, 6])).toBe(0.5);
});

test('equal values count in both samples at once', () => {
  expect(betweenDistributions([1, 1, 1, 2], [1, 2, 2, 2])).toBe(0.5);
});

test('the distance of distributions detects what leaves the medians unchanged', () => {
  const same = [1, 2, 3, 4, 5, 6, 7];
  const spread = [-90, -80, -70, 4, 70, 80, 90];
  expect(betweenMedians(same, spread)).toBe(0);
  expect(betweenDistributions(same, spread)).toBeCloseTo(3 / 7);
});
