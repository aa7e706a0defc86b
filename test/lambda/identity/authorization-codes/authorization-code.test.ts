import {
  createAuthorizationCode,
  digestAuthorizationCode,
  isCodeChallenge,
  isVerifierOf,
} from '../../../../lambda/identity/authorization-codes/authorization-code';

// RFC 7636 appendix B
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

test('a code has 256 random bits', () => {
  const codes = Array.from({ length: 3 }, createAuthorizationCode);
  for (const code of codes) expect(Buffer.from(code, 'base64url')).toHaveLength(32);
  expect(new Set(codes).size).toBe(3);
});

test('a text that is no code has the digest of none', () => {
  const code = createAuthorizationCode();
  expect(digestAuthorizationCode(code)).not.toBe(digestAuthorizationCode(createAuthorizationCode()));
  for (const text of [`${code}=`, code.slice(1), `${code}\n`, ''])
    expect(digestAuthorizationCode(text)).toBe(digestAuthorizationCode(''));
});

test('the verifier of the RFC has the challenge of the RFC', () => {
  expect(isVerifierOf(CHALLENGE, VERIFIER)).toBe(true);
  expect(isCodeChallenge(CHALLENGE)).toBe(true);
});

test.each([
  ['another one', `${VERIFIER.slice(0, -1)}l`],
  ['the challenge itself, as with the method plain', CHALLENGE],
  ['none', ''],
  ['one that is too long', 'a'.repeat(129)],
])('%s is not its verifier', (_, verifier) => {
  expect(isVerifierOf(CHALLENGE, verifier)).toBe(false);
});

test.each([undefined, '', 'a'.repeat(42), 'a'.repeat(44), `${'a'.repeat(42)}=`])(
  '%p is no challenge',
  (text) => {
    expect(isCodeChallenge(text)).toBe(false);
  },
);
