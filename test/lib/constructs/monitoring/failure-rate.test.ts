import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { failureRate } from '../../../../lib/constructs/monitoring/failure-rate';
import { evaluateMetricMath, type Sample } from '../../../support/evaluate-metric-math';

const metric = (metricName: string) => new Metric({ namespace: 'Test', metricName });
const { expression } = failureRate({ failures: metric('failures'), total: metric('total'), label: 'rate' });
const rateOf = (sample: Sample) => evaluateMetricMath(expression, sample);

test.each([
  [{ total: 1_000, failures: 20 }, 2],
  [{ total: 100_000, failures: 500 }, 0.5],
  [{ total: 20, failures: 20 }, 100],
  [{ total: 20, failures: 5 }, 25],
])('%j are %d percent', (sample, rate) => {
  expect(rateOf(sample)).toBe(rate);
});

test.each([
  ['too few calls', { total: 19, failures: 19 }],
  ['too few failures', { total: 20, failures: 4 }],
  ['one client that sometimes repeats a broken request', { total: 100, failures: 4 }],
  ['no failure', { total: 1_000, failures: 0 }],
  ['calls without data of failures', { total: 1_000 }],
  ['no data at all', {}],
])('%s are 0 percent', (_, sample) => {
  expect(rateOf(sample)).toBe(0);
});

/** Returns the requests of five minutes. In the last `minutes` of them, a canary of 10 % runs a version that always fails. */
const inCanary = (minutes: number, perMinute: number): Sample => ({
  total: 5 * perMinute,
  failures: Math.floor((minutes * perMinute) / 10),
});

test.each([60, 600, 60_000])(
  'a broken version is detected within a minute at %i requests a minute',
  (perMinute) => {
    expect(rateOf(inCanary(1, perMinute))).toBeGreaterThanOrEqual(2);
  },
);

test('a broken version is detected before a canary of ten minutes ends, at ten requests a minute', () => {
  expect(rateOf(inCanary(5, 10))).toBeGreaterThanOrEqual(2);
});

test('a busy API may fail at one request in a hundred, although that is more than five failures a minute', () => {
  expect(rateOf({ total: 100_000, failures: 1_000 })).toBeLessThan(2);
});

test('the evaluator rejects unknown syntax', () => {
  expect(() => evaluateMetricMath('RATE(m)', { m: 1 })).toThrow();
  expect(() => evaluateMetricMath('m1 ^ 2', { m1: 1 })).toThrow('Unknown signs');
});
