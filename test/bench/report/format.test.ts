import { atLeast, atMost } from '../../../bench/goals';
import { formatCell, formatLimit, formatNumber, isMet } from '../../../bench/report/format';

test('numbers keep about three digits', () => {
  expect([0.123, 1.26, 12.34, 123.4, 12_345, 7].map(formatNumber)).toEqual([
    '0.12',
    '1.26',
    '12.3',
    '123',
    '12,345',
    '7',
  ]);
});

test('a sample shows its median and its ends', () => {
  expect(formatCell({ median: 2, min: 1, max: 31.25, count: 3 })).toBe('2 (1–31.3)');
});

test('a goal is met at its limit, missed beyond it, and missed when nothing was measured', () => {
  expect([1.2, 1.25, 1.26, Number.NaN].map((measured) => isMet(atMost('CPU', measured, 1.25)))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect([0.79, 0.8, Number.NaN].map((measured) => isMet(atLeast('requests', measured, 0.8)))).toEqual([
    false,
    true,
    false,
  ]);
  expect(formatLimit(atMost('CPU', 1, 1.25))).toBe('≤ 1.25 ×');
});
