import { atLeast, atMost, outOfReach } from '../../../bench/goals';
import {
  formatCell,
  formatLimit,
  formatNumber,
  formatVerdict,
  isHeld,
  isMet,
} from '../../../bench/report/format';

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

test('a sample shows its median, minimum and maximum', () => {
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

test('an unreachable goal is never met, and the check holds its fallback limit', () => {
  const judge = (measured: number) => {
    const goal = outOfReach(atMost('CPU', measured, 0.45), 0.6);
    return [isHeld(goal), formatVerdict(goal)];
  };
  expect([0.4, 0.5, 0.61, Number.NaN].map(judge)).toEqual([
    [true, 'met'],
    [true, 'out of reach; held at ≤ 0.60 ×'],
    [false, '**missed**'],
    [false, '**missed**'],
  ]);
});
