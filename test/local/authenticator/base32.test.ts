import { toBase32 } from '../../../local/authenticator/base32';

// RFC 4648 section 10, without padding
test.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('%j', (text, encoded) => {
  expect(toBase32(Buffer.from(text))).toBe(encoded);
});
