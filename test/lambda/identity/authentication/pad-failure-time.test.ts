import { padFailureTime } from '../../../../lambda/identity/authentication/pad-failure-time';
import { InvalidCredentialsError, TooManyAttemptsError } from '../../../../lambda/shared/errors';

/** Runs a sign-in that takes `takesMs` and ends with the failure, if any. Returns when it ended. */
async function answeredAfter(takesMs: number, failure?: Error): Promise<number> {
  const clock = { millis: 5_000 };
  const signIn = padFailureTime(
    async () => {
      clock.millis += takesMs;
      if (failure) throw failure;
      return 'signed in';
    },
    {
      now: () => clock.millis,
      sleep: async (millis) => {
        clock.millis += millis;
      },
    },
  );
  const attempt = signIn(undefined);
  if (failure) await expect(attempt).rejects.toBe(failure);
  else expect(await attempt).toBe('signed in');
  return clock.millis - 5_000;
}

const refusal = new InvalidCredentialsError('no');

test.each([30, 400, 1_000])('a rejection that took %d ms is returned after a second', async (takesMs) => {
  expect(await answeredAfter(takesMs, refusal)).toBe(1_000);
});

test('a rejection that took longer is returned at once', async () => {
  expect(await answeredAfter(1_500, refusal)).toBe(1_500);
});

test('successful and throttled sign-ins are returned at once', async () => {
  expect(await answeredAfter(30)).toBe(30);
  expect(await answeredAfter(30, new TooManyAttemptsError(1))).toBe(30);
});
