/** When the session of a token has ended. */
import { createSessionCheck } from '../../../lambda/authorizer/check-session';
import type { SessionTimes } from '../../../lambda/identity/sessions/find-session-end';
import { issuedAt, soundClaims } from '../shared/tokens/mint-token';

const now = () => (issuedAt + 60) * 1000;
const token = { claims: soundClaims, kid: 'key-1' };
const onExpiry = { revocation: 'on-expiry', now } as const;

function immediate(session: SessionTimes | undefined, sessionsNotBefore = 0) {
  const reads: string[][] = [];
  const check = createSessionCheck({
    revocation: 'immediate',
    sessionsNotBefore,
    now,
    readSession: async (...ids) => {
      reads.push(ids);
      return session;
    },
  });
  return { check, reads };
}

describe('with immediate revocation', () => {
  test('accepts a valid session, which is the one that the token names', async () => {
    const { check, reads } = immediate({ createdAt: issuedAt, expiresAt: issuedAt + 61 }, issuedAt);

    await expect(check(token)).resolves.toBeUndefined();
    expect(reads).toEqual([[soundClaims.sub, soundClaims.sid]]);
  });

  test.each([
    ['is gone', undefined, 0, 'session-ended'],
    ['expires now', { createdAt: issuedAt, expiresAt: issuedAt + 60 }, 0, 'session-expired'],
    [
      'began before the stage allows',
      { createdAt: issuedAt, expiresAt: issuedAt + 99 },
      issuedAt + 1,
      'session-too-old',
    ],
  ])('rejects a session that %s', async (_, session, notBefore, reason) => {
    const { sub, sid } = soundClaims;
    await expect(immediate(session, notBefore).check(token)).rejects.toMatchObject({
      reason,
      kid: 'key-1',
      session: { sub, sid },
    });
  });

  test('a session that cannot be read does not reject the token', async () => {
    const check = createSessionCheck({
      revocation: 'immediate',
      sessionsNotBefore: 0,
      now,
      readSession: () => Promise.reject(new Error('no answer')),
    });

    await expect(check(token)).rejects.toThrow('no answer');
  });
});

describe('with revocation on expiry', () => {
  const readSession = () => Promise.reject(new Error('nothing should be read'));

  test('does not read the session', async () => {
    const rules = { ...onExpiry, readSession, sessionsNotBefore: soundClaims.session_start };
    const check = createSessionCheck(rules);

    await expect(check(token)).resolves.toBeUndefined();
  });

  test('rejects a token whose session began before the stage allows, though its user was authenticated since', async () => {
    const sessionsNotBefore = soundClaims.session_start + 1;
    expect(soundClaims.auth_time).toBeGreaterThan(sessionsNotBefore);
    const check = createSessionCheck({ ...onExpiry, sessionsNotBefore });

    await expect(check(token)).rejects.toMatchObject({ reason: 'session-too-old' });
  });
});
