import { reservationUpdate, toAttempts } from '../../../lambda/auth/attempt-update';

test('a free attempt asks only that a free one is left', () => {
  const { condition, values } = reservationUpdate({
    at: 1000,
    seen: { failures: 4, lastAttemptAt: 900 },
    freeFailures: 5,
  });
  expect(condition('#failures', '#at')).toBe('#failures < :free');
  expect(values).toEqual({ ':one': { N: '1' }, ':at': { N: '1000' }, ':free': { N: '5' } });
});

test('from then on an attempt asks that there was none since what was seen', () => {
  const { condition, values } = reservationUpdate({
    at: 1000,
    seen: { failures: 5, lastAttemptAt: 900 },
    freeFailures: 5,
  });
  expect(condition('#failures', '#at')).toBe('#failures = :seen AND #at = :seenAt');
  expect(values).toEqual({
    ':one': { N: '1' },
    ':at': { N: '1000' },
    ':seen': { N: '5' },
    ':seenAt': { N: '900' },
  });
});

test('reads attempts, and none where there are none', () => {
  expect(toAttempts({ failures: { N: '7' }, lastAttemptAt: { N: '900' } })).toEqual({
    failures: 7,
    lastAttemptAt: 900,
  });
  for (const item of [undefined, {}]) expect(toAttempts(item)).toEqual({ failures: 0, lastAttemptAt: 0 });
});
