import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { keepForRun, keyOf } from './keep-for-run';

test.each([
  ['an undefined property, and a missing one', { standby: undefined }, {}],
  ['a text and a number', { a: '1' }, { a: 1 }],
  ['durations', { ttl: Duration.minutes(1) }, { ttl: Duration.minutes(2) }],
  ['units', { ttl: Duration.minutes(1) }, { ttl: Duration.hours(1) }],
  ['deeply nested values', { a: { b: { c: { d: { e: [1] } } } } }, { a: { b: { c: { d: { e: [2] } } } } }],
  ['long lists', Array(200).fill(0), [...Array(199).fill(0), 1]],
  ['long texts', 'x'.repeat(20_000), `${'x'.repeat(19_999)}y`],
])('%s have different keys', (_what, one, other) => {
  expect(keyOf(one)).toBeDefined();
  expect(keyOf(one)).not.toBe(keyOf(other));
});

test('the order of properties makes no difference', () => {
  expect(keyOf({ a: 1, b: 2 })).toBe(keyOf({ b: 2, a: 1 }));
});

test('a function has no key, because its result is unknown', () => {
  expect(keyOf({ deep: [{ act: () => 1 }] })).toBeUndefined();
});

describe('what is kept', () => {
  const { TEST_RUN_FOLDER } = process.env;
  beforeEach(() => {
    process.env.TEST_RUN_FOLDER = mkdtempSync(join(tmpdir(), 'kept-'));
  });
  afterEach(() => {
    rmSync(process.env.TEST_RUN_FOLDER ?? '', { recursive: true });
    process.env.TEST_RUN_FOLDER = TEST_RUN_FOLDER;
  });

  test('is created once, and shared by all', () => {
    const make = jest.fn(() => ({ a: [1] }));
    expect([keepForRun('x', make), keepForRun('x', make)]).toEqual([{ a: [1] }, { a: [1] }]);
    expect(make).toHaveBeenCalledTimes(1);
  });

  test('is created every time without a key or a run', () => {
    const make = jest.fn(() => 1);
    const act = () => undefined;
    expect([keepForRun(act, make), keepForRun(act, make)]).toEqual([1, 1]);
    const folder = process.env.TEST_RUN_FOLDER ?? '';
    delete process.env.TEST_RUN_FOLDER;
    expect([keepForRun('x', make), keepForRun('x', make)]).toEqual([1, 1]);
    process.env.TEST_RUN_FOLDER = folder;
    expect(make).toHaveBeenCalledTimes(4);
  });
});
