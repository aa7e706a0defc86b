import { parseBaseUrl, requireInside } from '../../../client/src/base-url';

test.each([
  ['https://api.example.com/prod/', 'https://api.example.com/prod'],
  ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
  ['https://api.example.com/?query#fragment', 'https://api.example.com'],
])('reads %s as %s', (text, baseUrl) => {
  expect(parseBaseUrl(text)).toBe(baseUrl);
});

test.each([
  'localhost:3000',
  'api.example.com',
  '/prod',
  '//api.example.com',
  'file:///etc/passwd',
  'data:,x',
  'ftp://api.example.com',
  '',
])('rejects "%s" as a base URL', (text) => {
  expect(() => parseBaseUrl(text)).toThrow(expect.objectContaining({ name: 'TypeError' }));
});

test('accepts only URLs under the base URL', () => {
  const base = 'https://api.example.com/prod';
  requireInside(base, base);
  requireInside(base, `${base}/foo`);
  expect(() => requireInside(base, `${base}uction`)).toThrow('is outside of');
});
