import { signingThrottles } from '../../../lib/stack/signing-throttles';
import { stageSettings } from '../../../lib/stages/stages';

/** Returns the maximum number of calls of the signing routes in any second. */
function worstSecond(settings: Parameters<typeof signingThrottles>[0]): number {
  const limits = Object.values(signingThrottles(settings));
  return limits.length === 0
    ? 4 * (settings.throttlingRateLimit + settings.throttlingBurstLimit)
    : limits.reduce((sum, { rateLimit, burstLimit }) => sum + rateLimit + burstLimit, 0);
}

test.each(['dev', 'prod', 'all-features'] as const)(
  'in %s the signing routes stay under half of the quota',
  (stage) => {
    expect(worstSecond(stageSettings(stage))).toBeLessThanOrEqual(500);
  },
);

test.each([
  [1_000, 10_000, 5_000],
  [1_000, 10, 5_000],
  [1_000, 5_000, 1],
  [20, 200, 400],
])('with a quota of %d, a rate of %d and a burst of %d they also do', (quota, rate, burst) => {
  const settings = {
    ...stageSettings('all-features'),
    kmsRsaQuota: quota,
    throttlingRateLimit: rate,
    throttlingBurstLimit: burst,
  };
  expect(worstSecond(settings)).toBeLessThanOrEqual(quota / 2);
  for (const { rateLimit, burstLimit } of Object.values(signingThrottles(settings))) {
    expect(rateLimit).toBeLessThanOrEqual(rate);
    expect(Math.min(rateLimit, burstLimit)).toBeGreaterThanOrEqual(1);
  }
});

test("limits exactly the signing routes, and none if the stage's limits are low enough", () => {
  expect(Object.keys(signingThrottles(stageSettings('prod')))).toEqual([
    'POST /users',
    'POST /sessions/create',
    'POST /sessions/refresh',
  ]);
  expect(Object.keys(signingThrottles(stageSettings('all-features')))).toEqual(
    expect.arrayContaining(['POST /sessions/passkey', 'POST /oauth2/token']),
  );
  const low = { throttlingRateLimit: 50, throttlingBurstLimit: 50 };
  expect(signingThrottles({ ...stageSettings('dev'), ...low })).toEqual({});
});
