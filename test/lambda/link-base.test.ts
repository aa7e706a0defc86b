import { isLinkBase, trimLinkBase } from '../../lambda/link-base';

test.each([
  'https://example.com',
  'https://auth.example.com/account/v1',
  'https://example.com:8443/~links',
  'https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com/prod',
  'http://localhost:3000',
  'http://127.0.0.1:3000/links',
  'http://[::1]:3000',
])('%s is a base of links', (text) => {
  expect(isLinkBase(text)).toBe(true);
});

test.each([
  '',
  'example.com',
  '//example.com',
  'http://example.com',
  'http://localhost.example.com',
  'ftp://example.com',
  'javascript:alert(1)',
  'https://example.com/',
  'https://example.com//evil.example',
  'https://example.com/a/../b',
  'https://example.com/%2e%2e/a',
  'https://example.com\\evil.example',
  'https://ada@example.com',
  'https://ada:x@example.com',
  'https://example.com?next=a',
  'https://example.com/?',
  'https://example.com/#',
  'https://example.com/a b',
  'https://example.com/a\nb',
  ' https://example.com',
  'https://example.com\t',
  'HTTPS://example.com',
  'https://EXAMPLE.com',
  'https://example.com:443',
  'https://bücher.example',
  "https://example.com/'><a",
])('%j is not a base of links', (text) => {
  expect(isLinkBase(text)).toBe(false);
});

test('one trailing slash is removed', () => {
  expect(trimLinkBase('https://example.com/')).toBe('https://example.com');
  expect(trimLinkBase('https://example.com/a')).toBe('https://example.com/a');
  expect(isLinkBase(trimLinkBase('https://example.com//'))).toBe(false);
});
