import { percentile, summarize } from '../../../bench/measure/summarize';

test('a sample is told by its median and its ends, whatever its order', () => {
  expect(summarize([9, 1, 5])).toEqual({ median: 5, min: 1, max: 9, count: 3 });
});

test('the median of an even number of values lies between the middle ones', () => {
  expect(summarize([1, 2, 4, 9]).median).toBe(3);
});

test('nothing cannot be summed up', () => {
  expect(() => summarize([])).toThrow('There are no measurements');
});

test('percentiles lie between neighbours where they fall between them', () => {
  const sorted = Array.from({ length: 101 }, (_, index) => index * 10);
  expect([0, 50, 99, 100].map((share) => percentile(sorted, share))).toEqual([0, 500, 990, 1000]);
  expect(percentile([0, 10], 75)).toBe(7.5);
});
