import { findSessionEnd } from '../../../../lambda/identity/sessions/find-session-end';

const session = { createdAt: 100, expiresAt: 1_000 };

test.each([
  ['before it expires', {}, 999_999, undefined],
  ['from the second on in which it expires', {}, 1_000_000, 'session-expired'],
  ['before the end of the lifetime of the stage', { sessionSeconds: 400 }, 499_999, undefined],
  ['from the second in which that lifetime ends', { sessionSeconds: 400 }, 500_000, 'session-expired'],
  ['under a longer lifetime', { sessionSeconds: 4_000 }, 1_000_000, 'session-expired'],
  ['that began with the first that are valid', { sessionsNotBefore: 100 }, 500_000, undefined],
  ['that began before', { sessionsNotBefore: 101 }, 500_000, 'session-too-old'],
])('a session %s', (_when, rules, millis, end) => {
  expect(findSessionEnd(session, rules, millis)).toBe(end);
});
