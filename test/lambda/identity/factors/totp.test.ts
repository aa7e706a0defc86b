import { generateSync } from 'otplib';
import {
  createTotpSecret,
  matchTotp,
  readTotpCode,
  toBase32,
  toOtpauthUri,
} from '../../../../lambda/identity/factors/totp';

const PUBLISHED = Buffer.from('12345678901234567890');
const STEP_MS = 30_000;
const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
const STEP = Math.floor(NOW / STEP_MS);
const BEGIN = STEP * STEP_MS;

/** The code of another implementation. */
const codeAt = (secret: Uint8Array, millis: number) =>
  generateSync({ strategy: 'totp', secret: toBase32(secret), epoch: millis / 1000 });

test.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
])('accepts the code that RFC 6238 publishes for second %i', (seconds, code) => {
  expect(matchTotp({ secret: PUBLISHED, code, now: seconds * 1000 })).toBe(Math.floor(seconds / 30));
});

test('agrees with another implementation, whose codes it assigns to their steps', () => {
  for (let n = 0; n < 50; n++) {
    const secret = createTotpSecret();
    const at = NOW + n * 86_399_999;
    expect(matchTotp({ secret, code: codeAt(secret, at), now: at })).toBe(Math.floor(at / STEP_MS));
  }
});

test('accepts the code of the step before, the present one and the next one, to the edges of the window', () => {
  const secret = PUBLISHED;
  const code = codeAt(secret, BEGIN);
  const from = BEGIN - STEP_MS;
  const until = BEGIN + 2 * STEP_MS;
  expect(matchTotp({ secret, code, now: from - 1 })).toBeUndefined();
  for (const now of [from, BEGIN - 1, BEGIN, BEGIN + STEP_MS - 1, BEGIN + STEP_MS, until - 1]) {
    expect(matchTotp({ secret, code, now })).toBe(STEP);
  }
  expect(matchTotp({ secret, code, now: until })).toBeUndefined();
});

test('reads a code with blanks and hyphens, and nothing but six ASCII digits', () => {
  for (const typed of ['123456', ' 123 456 ', '123-456', '1 2 3 4 5 6', '123\u00a0456\n']) {
    expect(readTotpCode(typed)).toBe('123456');
  }
  for (const typed of [
    '',
    '12345',
    '1234567',
    '12345a',
    '１２３４５６',
    '٠١٢٣٤٥',
    '+12345',
    '12.456',
    '0x1234',
  ]) {
    expect(readTotpCode(typed)).toBeUndefined();
    expect(matchTotp({ secret: PUBLISHED, code: typed, now: NOW })).toBeUndefined();
  }
});

test('creates secrets of 160 bits, which differ', () => {
  const secrets = Array.from({ length: 20 }, createTotpSecret);
  expect(secrets.map(({ length }) => length)).toEqual(secrets.map(() => 20));
  expect(new Set(secrets.map(toBase32)).size).toBe(20);
  expect(toBase32(PUBLISHED)).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
});

test('the name of the service in the URI has no colon, which would end it', () => {
  const uri = new URL(toOtpauthUri({ issuer: 'Acme: EU', username: 'ada', secret: PUBLISHED }));
  expect(decodeURIComponent(uri.pathname)).toBe('/Acme EU:ada');
  expect(uri.searchParams.get('issuer')).toBe('Acme EU');
});

test('writes the URI that authenticator apps read, with names escaped', () => {
  const uri = new URL(toOtpauthUri({ issuer: 'My API', username: 'ada&b=c@x:y', secret: PUBLISHED }));
  expect(uri.protocol).toBe('otpauth:');
  expect(uri.host).toBe('totp');
  expect(decodeURIComponent(uri.pathname)).toBe('/My API:ada&b=c@x:y');
  expect(Object.fromEntries(uri.searchParams)).toEqual({
    issuer: 'My API',
    secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  });
});
