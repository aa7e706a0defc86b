import {
  createRecoveryCodes,
  digestRecoveryCode,
  readRecoveryCode,
} from '../../../../lambda/identity/factors/recovery-code';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Returns the bits of a code, by its definition. */
const bitsOf = (code: string) =>
  [...code.replaceAll('-', '')]
    .map((symbol) => ALPHABET.indexOf(symbol).toString(2).padStart(5, '0'))
    .join('');

test('creates ten codes of 128 bits in groups of four', () => {
  const codes = createRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) {
    expect(code).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{3}(-[0-9A-HJKMNP-TV-Z]{4}){5}-[0-9A-HJKMNP-TV-Z]{2}$/);
    expect(readRecoveryCode(code)).toBe(code);
  }
});

test('every one of the 128 bits varies, and none beyond them', () => {
  const bits = Array.from({ length: 20 }, createRecoveryCodes).flat().map(bitsOf);
  for (let place = 0; place < 130; place++) {
    expect(new Set(bits.map((text) => text[place])).size).toBe(place < 2 ? 1 : 2);
  }
});

test('reads a code as users type it', () => {
  const [code = ''] = createRecoveryCodes();
  for (const typed of [code.toLowerCase(), code.replaceAll('-', ' '), ` ${[...code].join(' ')} `]) {
    expect(readRecoveryCode(typed)).toBe(code);
  }
  expect(readRecoveryCode('0IL0-oooo-1111-1111-1111-1111-11')).toBe('0110-0000-1111-1111-1111-1111-11');
});

test.each([
  ['is too short', '0000-0000-0000-0000-0000-0000-0'],
  ['is too long', '0000-0000-0000-0000-0000-0000-000'],
  ['has more than 128 bits', '8000-0000-0000-0000-0000-0000-00'],
  ['has a letter that no code has', '0000-0000-0000-0000-0000-0000-0U'],
  ['is a code of an app', '123456'],
  ['is empty', ''],
])('reads no text that %s', (_what, text) => {
  expect(readRecoveryCode(text)).toBeUndefined();
});

test('the digests of one code differ between accounts', () => {
  const [code = '', other = ''] = createRecoveryCodes();
  expect(digestRecoveryCode('a', code)).toMatch(/^[\w-]{43}$/);
  expect(digestRecoveryCode('a', code)).toBe(digestRecoveryCode('a', code));
  const digests = [
    digestRecoveryCode('a', code),
    digestRecoveryCode('b', code),
    digestRecoveryCode('a', other),
  ];
  expect(new Set(digests).size).toBe(3);
});
