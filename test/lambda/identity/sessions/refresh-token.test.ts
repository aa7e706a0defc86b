import fc from 'fast-check';
import {
  createNonce,
  createRefreshToken,
  deriveSuccessor,
  digestSecret,
  formatRefreshToken,
  parseRefreshToken,
} from '../../../../lambda/identity/sessions/refresh-token';
import { codePoint } from '../../../support/code-point';
import { uuid } from '../../fakes/auth-dependencies';

const SUB = uuid(1);
const SID = uuid(2);
const token = createRefreshToken({ sub: SUB, sid: SID });
const text = formatRefreshToken(token);
const [, , , secrets = ''] = text.split('.');

test('a formatted token is parsed back', () => {
  const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map(Buffer.from);
  const tokens = fc.record({ sub: fc.uuid(), sid: fc.uuid(), family: bytes(16), secret: bytes(32) });
  fc.assert(
    fc.property(tokens, (written) => {
      expect(parseRefreshToken(formatRefreshToken(written))).toEqual(written);
    }),
  );
});

test('a token names its account and its session, and is unique', () => {
  expect(text).toMatch(new RegExp(`^r1\\.${SUB}\\.${SID}\\.[\\w-]{64}$`));
  const other = createRefreshToken({ sub: SUB, sid: SID });
  expect(other.family).not.toEqual(token.family);
  expect(other.secret).not.toEqual(token.secret);
});

test.each([
  ['nothing', ''],
  ['an access token', 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln'],
  ['another version', text.replace('r1', 'r2')],
  ['a version in upper case', text.replace('r1', 'R1')],
  ['an id in upper case', text.replace(SUB, 'A0000000-0000-4000-8000-000000000001')],
  ['an id that is none', text.replace(SUB, 'x'.repeat(36))],
  ['an id without its hyphens', text.replace(SID, SID.replaceAll('-', ''))],
  ['a key of the table in the place of an id', text.replace(SUB, 'ACCOUNT#ada')],
  ['a part too few', `r1.${SUB}.${secrets}`],
  ['a part too many', `${text}.x`],
  ['a secret too short', text.slice(0, -1)],
  ['a secret too long', `${text}A`],
  ['a secret in plain base64', `${text.slice(0, -1)}+`],
  ['padding', `${text.slice(0, -1)}=`],
  ['a line break behind it', `${text}\n`],
  ['a line break before it', `\n${text}`],
  ['a space before it', ` ${text}`],
  ['digits of another script', text.replace(SUB, SUB.replaceAll('0', '٠'))],
])('%s is not a token', (_what, malformed) => {
  expect(parseRefreshToken(malformed)).toBeUndefined();
});

test('a token has only one spelling', () => {
  const part = fc.oneof(fc.constantFrom('r1', SUB, SID, secrets, ''), fc.string(), fc.base64String());
  const texts = fc.oneof(
    fc.string({ unit: codePoint }),
    fc.array(part, { maxLength: 6 }).map((parts) => parts.join('.')),
    fc
      .tuple(fc.nat(text.length), fc.string({ maxLength: 2 }))
      .map(([at, put]) => text.slice(0, at) + put + text.slice(at)),
  );
  fc.assert(
    fc.property(texts, (any) => {
      const parsed = parseRefreshToken(any);
      if (parsed) expect(formatRefreshToken(parsed)).toBe(any);
    }),
    { numRuns: process.env.SOAK === '1' ? 20_000 : 200 },
  );
});

test('the same token derives the same successor, of the same family', () => {
  const nonce = createNonce();
  const successor = deriveSuccessor(token, nonce);
  expect(deriveSuccessor(parseRefreshToken(text) ?? token, nonce)).toEqual(successor);
  expect(successor).toMatchObject({ sub: SUB, sid: SID, family: token.family });
  expect(successor.secret).toHaveLength(32);
});

test('neither another nonce nor another secret derives the successor', () => {
  const nonce = createNonce();
  const { secret } = deriveSuccessor(token, nonce);
  const { secret: another } = createRefreshToken(token);
  expect(createNonce()).not.toBe(nonce);
  expect(deriveSuccessor(token, createNonce()).secret).not.toEqual(secret);
  expect(deriveSuccessor({ ...token, secret: another }, nonce).secret).not.toEqual(secret);
  expect(
    deriveSuccessor({ ...token, secret: Buffer.from(digestSecret(token.secret)) }, nonce).secret,
  ).not.toEqual(secret);
});

test('the SHA-256 of a secret is stored', () => {
  // the second example of FIPS 180-2
  expect(digestSecret(Buffer.from('abc'))).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
});
