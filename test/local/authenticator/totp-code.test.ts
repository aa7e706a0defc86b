import { showCode } from '../../../local/authenticator/totp-code';

/** The secret of RFC 6238 appendix B, whose codes have eight digits there. */
const secret = Buffer.from('12345678901234567890');

test.each([
  [59, '287082', 1],
  [1_111_111_109, '081804', 1],
  [1_111_111_111, '050471', 29],
  [1_234_567_890, '005924', 30],
  [2_000_000_000, '279037', 10],
  [20_000_000_000, '353130', 10],
])('at second %d the app shows the code of RFC 6238', (seconds, code, validForSeconds) => {
  expect(showCode(secret, seconds * 1_000 + 999)).toMatchObject({ code, validForSeconds });
});

test('the next code is the one that follows', () => {
  expect(showCode(secret, 1_111_111_109_000)).toMatchObject({ nextCode: '050471' });
});
