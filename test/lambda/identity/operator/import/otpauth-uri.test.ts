import { Secret, TOTP } from 'otpauth';
import { parseOtpauthUri } from '../../../../../lambda/identity/operator/import/otpauth-uri';

// the secret of the examples of RFC 6238: 160 bits
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const bytes = Secret.fromBase32(SECRET).bytes;
const base32 = (size: number) => new Secret({ buffer: new Uint8Array(size).fill(7).buffer }).base32;
const uri = (parameters: string) => `otpauth://totp/Example:ada?${parameters}`;

test.each([
  ['only a secret', uri(`secret=${SECRET}`)],
  ['every parameter', uri(`secret=${SECRET}&issuer=Example&algorithm=SHA1&digits=6&period=30`)],
  [
    'what another implementation writes',
    new TOTP({ issuer: 'Example', label: 'ada', secret: SECRET }).toString(),
  ],
  ['lower case', uri(`secret=${SECRET.toLowerCase()}&algorithm=sha1`)],
  ['a parameter that does not matter', uri(`secret=${SECRET}&image=https%3A%2F%2Fexample.com`)],
  ['no label', `otpauth://totp/?secret=${SECRET}`],
])('reads a URI with %s', (_what, text) => {
  expect(parseOtpauthUri(text)).toEqual(bytes);
});

test.each([10, 11, 12, 13, 14, 16, 20, 32, 64])(
  'reads a secret of %i bytes, with and without padding',
  (size) => {
    const secret = base32(size);
    for (const padding of ['', '='.repeat((8 - (secret.length % 8)) % 8)]) {
      expect(parseOtpauthUri(uri(`secret=${secret}${padding}`))).toEqual(new Uint8Array(size).fill(7));
    }
  },
);

test.each([
  ['an empty text', ''],
  ['a secret alone', SECRET],
  ['another scheme', `https://totp/ada?secret=${SECRET}`],
  ['codes by a counter', `otpauth://hotp/ada?secret=${SECRET}&counter=0`],
  ['SHA256', uri(`secret=${SECRET}&algorithm=SHA256`)],
  ['8 digits', uri(`secret=${SECRET}&digits=8`)],
  ['60 seconds', uri(`secret=${SECRET}&period=60`)],
  ['an empty period', uri(`secret=${SECRET}&period=`)],
  ['two periods', uri(`secret=${SECRET}&period=30&period=60`)],
  ['two secrets', uri(`secret=${SECRET}&secret=${SECRET}`)],
  ['no secret', uri('issuer=Example')],
  ['letters that are only base32 in upper case', uri(`secret=${encodeURIComponent('ß'.repeat(16))}`)],
  ['a secret of 72 bits', uri(`secret=${base32(9)}`)],
  ['a secret of 520 bits', uri(`secret=${base32(65)}`)],
  ['a secret that is not base32', uri(`secret=${SECRET.replace('G', '1')}`)],
  ['a secret with half a byte', uri(`secret=${SECRET}A`)],
  ['a secret with blanks', uri(`secret=${SECRET.slice(0, 16)}%20${SECRET.slice(16)}`)],
  ['a text that is far too long', uri(`secret=${SECRET}&issuer=${'a'.repeat(2_048)}`)],
  ['a broken host', `otpauth://totp/%?secret=${SECRET}\u0000`.replace('totp/', 'totp:x/')],
])('refuses %s', (_what, text) => {
  expect(parseOtpauthUri(text)).toBeUndefined();
});
