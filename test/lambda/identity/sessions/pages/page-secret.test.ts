import {
  digestPageSecret,
  formatPageSecret,
  parsePageSecret,
  toPageSecret,
} from '../../../../../lambda/identity/sessions/pages/page-secret';
import {
  createRefreshToken,
  digestSecret,
  formatRefreshToken,
} from '../../../../../lambda/identity/sessions/refresh-token';
import { uuid } from '../../../fakes/auth-dependencies';

const token = createRefreshToken({ sub: uuid(1), sid: uuid(2) });
const secret = toPageSecret(formatRefreshToken(token));

test('the secret of the pages is that of the refresh token that no client receives', () => {
  expect(secret).toEqual({ sub: uuid(1), sid: uuid(2), secret: token.secret });
  expect(digestPageSecret(secret)).toBe(digestSecret(token.secret));
});

test('a secret is read back from the cookie', () => {
  expect(parsePageSecret(formatPageSecret(secret))).toEqual(secret);
});

test.each([
  '',
  'p1',
  'p1...',
  formatRefreshToken(token),
  formatPageSecret(secret).replace('p1', 'p2'),
  formatPageSecret(secret).slice(0, -1),
  `${formatPageSecret(secret)}A`,
  `${formatPageSecret(secret)}\n`,
  ` ${formatPageSecret(secret)}`,
  'x'.repeat(10_000),
])('a malformed cookie is no secret: %j', (text) => {
  expect(parsePageSecret(text)).toBeUndefined();
});

test('a token that is malformed is an error of ours', () => {
  expect(() => toPageSecret('')).toThrow(TypeError);
});
