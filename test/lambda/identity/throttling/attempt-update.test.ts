import { reservationUpdate, toAttempts } from '../../../../lambda/identity/throttling/attempt-update';

const attempt = { id: 'attempt-1', at: 1000, freeFailures: 5 };

test('a free attempt asks only that a free one is left, or that it was counted before', () => {
  const seen = { failures: 4, lastAttemptAt: 900 };
  const { condition, assignments, values } = reservationUpdate({ ...attempt, seen, failures: 4 });
  expect(condition('#failures', '#at')).toBe('(#failures < :free OR attemptId = :id)');
  expect(assignments('#failures', '#at')).toBe(
    '#at = :at, attemptId = :id, #failures = if_not_exists(#failures, :zero) + :one',
  );
  expect(values).toEqual({
    ':id': { S: 'attempt-1' },
    ':at': { N: '1000' },
    ':free': { N: '5' },
    ':zero': { N: '0' },
    ':one': { N: '1' },
  });
});

test('from then on an attempt asks that there was none since what was seen, or none but itself', () => {
  const seen = { failures: 5, lastAttemptAt: 900 };
  const { condition, assignments, values } = reservationUpdate({ ...attempt, seen, failures: 5 });
  expect(condition('#failures', '#at')).toBe(
    '(#failures = :seen AND #at = :seenAt OR #failures = :next AND attemptId = :id)',
  );
  expect(assignments('#failures', '#at')).toBe('#at = :at, attemptId = :id, #failures = :next');
  expect(values).toEqual({
    ':id': { S: 'attempt-1' },
    ':at': { N: '1000' },
    ':seen': { N: '5' },
    ':seenAt': { N: '900' },
    ':next': { N: '6' },
  });
});

test.each([
  ['free', 2],
  ['not free', 7],
])(
  'an attempt that is %s and forgives failures demands that nothing has changed, and writes what is left',
  (_what, left) => {
    const seen = { failures: 9, lastAttemptAt: 900 };
    const { condition, assignments, values } = reservationUpdate({ ...attempt, seen, failures: left });
    expect(condition('#failures', '#at')).toBe(
      '(#failures = :seen AND #at = :seenAt OR #failures = :next AND attemptId = :id)',
    );
    expect(assignments('#failures', '#at')).toBe('#at = :at, attemptId = :id, #failures = :next');
    expect(values).toMatchObject({ ':seen': { N: '9' }, ':next': { N: String(left + 1) } });
  },
);

test('reads attempts, and none where there are none', () => {
  expect(toAttempts({ failures: { N: '7' }, lastAttemptAt: { N: '900' } })).toEqual({
    failures: 7,
    lastAttemptAt: 900,
  });
  for (const item of [undefined, {}]) expect(toAttempts(item)).toEqual({ failures: 0, lastAttemptAt: 0 });
});
