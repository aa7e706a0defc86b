import { findOpenEmail, type PendingEmail } from '../../../../lambda/identity/email/account-email';

const pendingEmail: PendingEmail = {
  address: 'ada@example.com',
  shown: 'Ada@example.com',
  challenge: 'challenge-1',
  generation: 1,
  attempts: 4,
  requestedAt: 1_000,
  expiresAt: 2_000,
  securityVersion: 3,
  sid: 'sid-1',
};

test('a pending address is open before it expires, while codes are left and the security version is the same', () => {
  expect(findOpenEmail({ pendingEmail, securityVersion: 3 }, 1_999)).toBe(pendingEmail);
  expect(findOpenEmail({ pendingEmail, securityVersion: 3 }, 2_000)).toBeUndefined();
  expect(findOpenEmail({ pendingEmail, securityVersion: 4 }, 1_999)).toBeUndefined();
  const used = { ...pendingEmail, attempts: 5 };
  expect(findOpenEmail({ pendingEmail: used, securityVersion: 3 }, 1_999)).toBeUndefined();
  expect(findOpenEmail({ securityVersion: 3 }, 1_999)).toBeUndefined();
});
