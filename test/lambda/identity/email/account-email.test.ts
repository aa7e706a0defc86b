import {
  findFormerEmail,
  findOpenEmail,
  type PendingEmail,
  readEmails,
  toFormerEmail,
} from '../../../../lambda/identity/email/account-email';
import { toAttributes } from '../../../../lambda/shared/table/attributes';

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

const WEEK = 7 * 86_400_000;
const email = {
  address: 'ada@example.com',
  shown: 'Ada@example.com',
  verifiedAt: 1,
  verifiedBy: 'attempt-1',
};
const { address, shown } = email;
const former = { address: 'lady@example.com', shown: 'lady@example.com', until: 5_000 };

test('a former address may be restored until its time', () => {
  expect(findFormerEmail({ formerEmail: former }, 4_999)).toBe(former);
  expect(findFormerEmail({ formerEmail: former }, 5_000)).toBeUndefined();
  expect(findFormerEmail({}, 4_999)).toBeUndefined();
});

describe('the former address after a change', () => {
  const change = (formerEmail: typeof former | undefined, now: number) =>
    toFormerEmail({ email, formerEmail, securityVersion: 1 }, now);

  test('is the one in use, for seven days', () => {
    expect(change(undefined, 1_000)).toEqual({ address, shown, until: 1_000 + WEEK });
    expect(change(former, 5_000)).toEqual({ address, shown, until: 5_000 + WEEK });
    expect(change({ ...former, address }, 4_999)).toEqual({ address, shown, until: 4_999 + WEEK });
  });

  test('is the one before it while that may be restored, so that a second change hides nothing', () => {
    expect(change(former, 4_999)).toBe(former);
  });

  test('is none when there was no address', () => {
    expect(toFormerEmail({ securityVersion: 1 }, 1_000)).toBeUndefined();
    expect(toFormerEmail({ formerEmail: former, securityVersion: 1 }, 4_999)).toBe(former);
  });
});

test.each(['address', 'shown', 'verifiedAt', 'verifiedBy'])(
  'an address without %s is an internal error',
  (name) => {
    const { [name]: _, ...map } = toAttributes(email);
    expect(() => readEmails({ email: { M: map } })).toThrow(`lacks ${name}`);
  },
);
