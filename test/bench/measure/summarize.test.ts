import { percentile, summarize } from '../../../bench/measure/summarize';

test('returns median, minimum and maximum, in any order of values', () => {
  expect(summarize([9, 1, 5])).toEqual({ median: 5, min: 1, max: 9, count: 3 });
});

test('the median of an even number of values lies between the middle ones', () => {
  expect(summarize([1, 2, 4, 9]).median).toBe(3);
});

test('rejects an empty list', () => {
  expect(() => summarize([])).toThrow('No measurements');
});

test('percentiles are interpolated between neighbours', () => {
  const sorted = Array.from({ length: 101 }, (_, index) => index * 10);
  expect([0, 50, 99, 100].map((share) => percentile(sorted, share))).toEqual([0, 500, 990, 1000]);
  expect(percentile([0, 10], 75)).toBe(7.5);
});
