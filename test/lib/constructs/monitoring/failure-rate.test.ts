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
  ['one client that repeats a broken request now and then', { total: 100, failures: 4 }],
  ['no failure', { total: 1_000, failures: 0 }],
  ['calls, and no data of failures', { total: 1_000 }],
  ['no data at all', {}],
])('%s are 0 percent', (_, sample) => {
  expect(rateOf(sample)).toBe(0);
});

/** The requests of five minutes, of which the last `minutes` were a canary of a tenth whose version fails always. */
const inCanary = (minutes: number, perMinute: number): Sample => ({
  total: 5 * perMinute,
  failures: Math.floor((minutes * perMinute) / 10),
});

test.each([60, 600, 60_000])(
  'a version that is broken is seen within a minute at %i requests a minute',
  (perMinute) => {
    expect(rateOf(inCanary(1, perMinute))).toBeGreaterThanOrEqual(2);
  },
);

test('a version that is broken is seen before a canary of ten minutes ends, at ten requests a minute', () => {
  expect(rateOf(inCanary(5, 10))).toBeGreaterThanOrEqual(2);
});

test('a busy API may fail at one request in a hundred, which were five a minute long ago', () => {
  expect(rateOf({ total: 100_000, failures: 1_000 })).toBeLessThan(2);
});

test('the evaluator refuses what it does not know', () => {
  expect(() => evaluateMetricMath('RATE(m)', { m: 1 })).toThrow();
  expect(() => evaluateMetricMath('m1 ^ 2', { m1: 1 })).toThrow('Unknown signs');
});
