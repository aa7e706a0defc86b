import { atTime, UNVERIFIED_SECONDS } from '../../../../../lambda/identity/email/policy/account-expiry';
import { newAccount } from '../../../fakes/new-account';

test('an account ends seven days after a sign-in, unless it has an address', () => {
  expect(UNVERIFIED_SECONDS).toBe(604_800);
  const ada = newAccount({ expiresAt: 10 });
  expect(atTime(ada, 9_999)).toBe(ada);
  expect(atTime(ada, 10_000)).toEqual({ ...ada, state: 'EXPIRED' });
  const email = { address: 'a@example.com', shown: 'a@example.com', verifiedAt: 1, verifiedBy: 'x' };
  const verified = { ...ada, email };
  expect(atTime(verified, 10_000)).toBe(verified);
});
