import { showFactor } from '../../../../local/pages/authenticator/show-factor';

/** The secret of RFC 6238 appendix B, whose codes have eight digits there. */
const factor = {
  ...{ username: 'ada', name: 'Phone', id: 'factor-1', isPending: false },
  secret: Buffer.from('12345678901234567890'),
};

test.each([
  [59, '287082', 1],
  [1_111_111_109, '081804', 1],
  [1_111_111_111, '050471', 29],
  [1_234_567_890, '005924', 30],
  [2_000_000_000, '279037', 10],
  [20_000_000_000, '353130', 10],
])('at second %d the app shows the code of RFC 6238', (seconds, code, validForSeconds) => {
  expect(showFactor(factor, seconds * 1_000 + 999)).toMatchObject({ code, validForSeconds });
});

test('the next code is the one that follows', () => {
  expect(showFactor(factor, 1_111_111_109_000)).toMatchObject({ nextCode: '050471' });
});

test('a secret is shown in base32, as apps take it', () => {
  expect(showFactor(factor, 0).secret).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
  // a view of a larger buffer
  const secret = Buffer.from('xfoobarx').subarray(1, 7);
  expect(showFactor({ ...factor, secret }, 0).secret).toBe('MZXW6YTBOI');
});
